import { expect, test } from 'vitest';
import { expectedEnd } from './every-moment/expected.ts';
import { rows } from './every-moment/happenings.ts';
import { thePage } from './every-moment/page.ts';

test('the page of every event at every moment is what the table says', async () => {
  await expect(thePage()).toMatchFileSnapshot('../../docs/every-event-at-every-moment.md');
});

test('in every row the amounts add up, and nothing is held by an order that is over', () => {
  for (const row of rows) {
    const { status, hold, total, paid, financed, due, refunded } = expectedEnd(row);
    expect(paid + financed + due, JSON.stringify(row)).toBe(total);
    expect(refunded, JSON.stringify(row)).toBeLessThanOrEqual(paid);
    const isClosed = status === 'expired' || status === 'cancelled' || status === 'merged';
    expect(['none', 'released'].includes(hold), JSON.stringify(row)).toBe(isClosed || hold === 'none');
    if (isClosed) expect(refunded, JSON.stringify(row)).toBe(paid);
  }
});
