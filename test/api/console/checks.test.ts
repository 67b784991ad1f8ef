import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { integrityRuleTexts } from '../../../console/staff/words/integrity-rules.ts';
import { integrityRules } from '../../../prisma/integrity.ts';
import { openApi } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';
import { staffWindow } from '../support/staff-window.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

test('every integrity rule is told in words, in English as the rule itself has it', () => {
  const told = Object.entries(integrityRuleTexts).map(([rule, [means]]) => ({ rule, means }));
  expect(told).toEqual(integrityRules.map(({ rule, means }) => ({ rule, means })));
});

describe('checks', () => {
  test('look at everything only when asked, and tell what is wrong by the rule’s meaning', async () => {
    const staff = await staffWindow(api.app).signedIn('holdfast-dev');
    expect((await staff.get('/console/checks')).text).not.toContain('rules hold');
    const fine = await staff.get('/console/checks?check=integrity');
    expect(fine.text).toContain(`All ${integrityRules.length} rules hold.`);
    const { stock } = api.shop.database.client;
    await stock.update({ where: { sku: 'mug' }, data: { onHand: { increment: 7 } } });
    const wrong = await staff.get('/console/checks?check=integrity');
    expect(wrong.text).toContain('Not as it must be: 1.');
    expect(wrong.text).toMatch(
      /<th scope="row">What a SKU has on hand and held is what its ledger adds up to\./,
    );
    await stock.update({ where: { sku: 'mug' }, data: { onHand: { decrement: 7 } } });
  });

  test('compare once however often that is sent, and ask before anything is repaired', async () => {
    const staff = await staffWindow(api.app).signedIn('holdfast-dev');
    const { reconciliation } = api.shop.database.client;
    const page = await staff.open('/console/checks');
    expect(page.text).toContain('Nothing has been compared yet.');
    const before = await reconciliation.count();
    const [first, second] = [await staff.submit('compare', {}), await staff.submit('compare', {})];
    expect([first.headers['location'], second.status]).toEqual(['/console/checks?said=compared', 303]);
    expect(await reconciliation.count()).toBe(before + 1);
    const asked = await staff.submit('repair', {});
    expect(asked.text).toContain('Compare and put right what is safe?');
    expect(await reconciliation.count({ where: { repair: true } })).toBe(0);
    await staff.confirm();
    expect(await reconciliation.count({ where: { repair: true } })).toBe(1);
  });

  test('of integrity are for admins; others see the comparison only', async () => {
    const staff = await staffWindow(api.app).signedIn(await api.keyWith(['staff']));
    const { status, text } = await staff.get('/console/checks?check=integrity');
    expect([status, text.includes('Comparison with providers'), text.includes('Check now')]).toEqual([
      200,
      true,
      false,
    ]);
    const orders = await staffWindow(api.app).signedIn(await api.keyWith(['orders', 'payments']));
    expect((await orders.get('/console/checks')).status).toBe(403);
    expect((await orders.post('/console/checks/repair', { confirmed: 'yes' })).status).toBe(403);
  });
});
