import { randomUUID } from 'node:crypto';
import { receiveCreditReport } from '../../../api/credit-reports.ts';
import { ask, asks, codeOf } from './asking.ts';
import type { Doing, Ground, Life } from './asking.ts';

/* Paying later, as a row of the table has it. */

export const apply = asks('POST', 'credit-application', { product: 'pay_later' });
export const bindCard = asks('POST', 'auto-debit', { token: 'tok_1' });

/** A bureau reports on the order's application; the report is stored, and its workflow told, when this returns. */
export async function report({ shop, api }: Ground, { order }: Life, score: number): Promise<void> {
  const { row } = await shop.order(order.id);
  const at = new Date().toISOString();
  const told = {
    id: randomUUID(),
    at,
    applicationId: row.creditApplicationId ?? '',
    score,
    overdueInstalments: 0,
  };
  await receiveCreditReport({ database: shop.database, gateway: api.gateway }, 'sandbox', told, at);
}

export async function decide(
  { shop, api }: Ground,
  life: Life,
  decision: 'approved' | 'declined',
): Promise<void> {
  const where = { orderId: life.order.id };
  const { id } = await shop.database.client.creditReview.findFirstOrThrow({ where });
  const body = { decision, note: 'looked at it' };
  life.answer = api.insist('POST', `/v1/credit-reviews/${id}/decide`, body).then(codeOf);
}

/** The offer that was open before time passed. */
export const acceptOffer: Doing = async (ground, life) => {
  life.answer = ask(ground, life, 'POST', `offers/${life.offerId ?? ''}/accept`, {}).then(codeOf);
};
