import { changeLines, moreOfFlash } from '../domain/order/changed-lines.ts';
import type { ChangedLines } from '../domain/order/changed-lines.ts';
import type { Answer, RequestOf } from '../domain/order/requests.ts';
import { demandOf, differenceOf, printOf } from '../domain/stock.ts';
import type { Demand } from '../domain/stock.ts';
import { shareExceeded } from '../prisma/flash-share.ts';
import type { ShareExceeded } from '../prisma/flash-share.ts';
import { goodsOf } from '../prisma/goods.ts';
import { payments } from '../prisma/payments.ts';
import { hashOfLines } from '../prisma/placing.ts';
import { becomePaid } from './becoming-paid.ts';
import { takeCreditBack, withoutCredit } from './credit-withdrawing.ts';
import type { Dependencies } from './dependencies.ts';
import type { OrderStep } from './order-step.ts';
import { planAgain } from './planning.ts';
import { accepted, reasonNotToChange, refused, requestStep, sessionsInTheWay } from './request-step.ts';
import type { Carried, RequestInput } from './request-step.ts';
import { sendBack } from './sending-back.ts';

type ChangeLines = RequestInput & RequestOf<'change_lines'>;

/** Changing an unpaid order's lines: sessions for the older revision are closed first, the stock moves by the difference (product.md 3, 6). */
export function lineChangingSteps(dependencies: Dependencies) {
  return {
    async changeOrderLines(input: ChangeLines): Promise<Carried> {
      return requestStep(dependencies, input, (step) => changeOrderLines(step, input));
    },
  };
}

/** Changes the lines in a step that carries out a request; `ask_first`: sessions at the provider are in the way. */
export async function changeOrderLines(
  step: OrderStep,
  { lines, by, asked }: Omit<ChangeLines, 'kind'>,
): Promise<Answer | 'ask_first'> {
  const refusal = reasonNotToChange(step);
  if (refusal) return refusal;
  const order = withoutCredit(step.order());
  const skus = lines.map(({ sku }) => sku);
  const goods = await goodsOf(step.client, skus);
  const changed = changeLines(order, lines, goods);
  if ('refused' in changed) return refused(changed.refused.code, changed.refused.facts);
  const inTheWay = await sessionsInTheWay(step, asked);
  if (inTheWay) return inTheWay;
  const moves = order.hold === 'held' ? differenceOf(demandOf(order.lines), demandOf(changed.lines)) : [];
  const revision = order.revision + 1;
  const tooMany = await tooManyOfFlash(step, moreOfFlash(order, changed, goods), [
    ...skus,
    ...moves.map(({ sku }) => sku),
  ]);
  if (tooMany) return refused('flash_share_exceeded', { ...tooMany });
  const shortages = await step.moveStock(`change:${revision}`, moves, revision);
  if (shortages.length > 0) return refused('out_of_stock', { shortages });
  await takeCreditBack(step);
  await writeLines(step, changed, revision);
  step.tell({
    kind: 'modified',
    reason: 'lines',
    actor: by,
    facts: { revision, lines, total: changed.total, moved: moves },
  });
  if (changed.excess > 0) await giveBackExcess(step, changed.excess);
  if (changed.amountDue === 0) await becomePaid(step);
  else if (order.total !== changed.total) await planAgain(step, 'lines_changed');
  return accepted;
}

/** More of a flash SKU than the buyer may have, with what he has in other orders (rules.md 32). */
async function tooManyOfFlash(
  step: OrderStep,
  wanted: readonly Demand[],
  moved: readonly string[],
): Promise<ShareExceeded | undefined> {
  const { customerId, hold, lines } = step.order();
  const share = step.policy.stock.flashSharePerCustomer;
  if (wanted.length === 0 || share >= 1) return undefined;
  const held = hold === 'held' ? demandOf(lines) : [];
  return shareExceeded(step.client, { customerId, share }, { wanted, held, moved });
}

async function writeLines(
  step: OrderStep,
  { lines, goods, discount, total, amountDue, excess }: ChangedLines,
  revision: number,
): Promise<void> {
  const { amountPaid } = step.order();
  const rows = lines.map((line) => ({ ...line }));
  await step.change({
    lines: rows,
    linesHash: hashOfLines(printOf(demandOf(lines))),
    goods,
    discount,
    total,
    amountDue,
    amountPaid: amountPaid - excess,
    revision,
  });
}

/** What was paid beyond the new total goes back, from the newest payment on. */
async function giveBackExcess(step: OrderStep, excess: number): Promise<void> {
  let rest = excess;
  for (const payment of (await payments(step.client).ofOrder(step.order().id)).toReversed()) {
    const part = Math.min(rest, payment.credited);
    if (part === 0) continue;
    await payments(step.client).uncredit(payment, part);
    await sendBack(step, payment, part, 'excess');
    rest -= part;
  }
}
