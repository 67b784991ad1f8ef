import { expect, test } from 'vitest';
import { z } from 'zod';
import { defaultPolicy } from '../../domain/policy/default-policy.ts';
import { PolicyDocument } from '../../domain/policy/schema.ts';
import { onOlderSchema } from './older-schema.ts';

test('policies written before there was credit get what it and standing go by since, and keep all else', async () => {
  const { credit, standing, ...rest } = defaultPolicy;
  const { providerAwayFor: _away, ...olderStanding } = standing;
  const { base, factors, grades, manualReviewWithin, rescue } = credit;
  const { outsideProviders: _providers, ...olderRescue } = rescue;
  const ours = {
    wait: 'PT12H',
    base,
    factors,
    grades,
    manualReviewWithin,
    rescue: { ...olderRescue, downPayment: 0.3 },
  };
  await onOlderSchema('20261122230500_credit', async ({ client, migrate }) => {
    const values = [JSON.stringify({ ...rest, standing: olderStanding, credit: ours })];
    await client.query(`insert into policies (name, version, document) values ('ours', 3, $1)`, values);
    await migrate();
    const { rows } = await client.query(`select document from policies where name = 'ours' and version = 3`);
    const [{ document }] = z.tuple([z.object({ document: PolicyDocument })]).parse(rows);
    const expected = { ...credit, wait: 'PT12H', rescue: { ...rescue, downPayment: 0.3 } };
    expect(document).toEqual({ ...defaultPolicy, credit: expected });
  });
});
