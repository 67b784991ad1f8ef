import { expect, test } from 'vitest';
import { z } from 'zod';
import { defaultPolicy } from '../../domain/policy/default-policy.ts';
import { PolicyDocument } from '../../domain/policy/schema.ts';
import { onOlderSchema } from './older-schema.ts';

test('policies written before there were calls get what a call and a win-back go by, and keep all else', async () => {
  const { callTasks: _calls, winBack, ...rest } = defaultPolicy;
  const { againUrl: _link, ...olderWinBack } = winBack;
  const older = { ...rest, winBack: { ...olderWinBack, after: 'PT6H' }, grace: 'PT7M' };
  await onOlderSchema('20261122220000_call_tasks', async ({ client, migrate }) => {
    const values = [JSON.stringify(older)];
    await client.query(`insert into policies (name, version, document) values ('ours', 3, $1)`, values);
    await migrate();
    const { rows } = await client.query(`select document from policies where name = 'ours' and version = 3`);
    const [{ document }] = z.tuple([z.object({ document: PolicyDocument })]).parse(rows);
    expect(document).toEqual({ ...defaultPolicy, winBack: { ...winBack, after: 'PT6H' }, grace: 'PT7M' });
  });
});
