import { paymentMethods } from '../domain/order/order.ts';
import type { PaymentMethod } from '../domain/order/order.ts';
import { STANDS_ASIDE_NO_MORE } from '../domain/order/standing-aside.ts';
import type { Answer, RequestOf } from '../domain/order/requests.ts';
import { demandOf } from '../domain/stock.ts';
import { deadlinesAfterMethodChange } from '../domain/validity/deadlines.ts';
import { methodAllowed } from '../domain/validity/payment-method.ts';
import { dateOrNull } from '../prisma/rows.ts';
import type { Shortage } from '../prisma/stock-movements.ts';
import { watchUntil } from './becoming-paid.ts';
import type { Dependencies } from './dependencies.ts';
import { payableUntil } from './moving-deadline.ts';
import type { OrderStep } from './order-step.ts';
import { planAgain } from './planning.ts';
import { makePromise, noPromise } from './promising.ts';
import { accepted, reasonNotToChange, refused, requestStep, sessionsInTheWay } from './request-step.ts';
import type { Carried, RequestInput } from './request-step.ts';

type ChangeMethod = RequestInput & RequestOf<'change_method'>;

/** Choosing how an unpaid order is paid: sessions for the older revision are closed first, the deadline follows the method (product.md 2, 5). */
export function methodChangingSteps(dependencies: Dependencies) {
  return {
    async changePaymentMethod(input: ChangeMethod): Promise<Carried> {
      return requestStep(dependencies, input, (step) => changePaymentMethod(step, input));
    },
  };
}

async function changePaymentMethod(
  step: OrderStep,
  { method: wanted, instalments, by, asked }: ChangeMethod,
): Promise<Answer | 'ask_first'> {
  const refusal = reasonNotToChange(step);
  if (refusal) return refusal;
  const order = step.order();
  const method = paymentMethods.find((known) => known === wanted);
  const { standing } = await step.buyer();
  if (!method || !methodAllowed(order.kind, standing, method, step.policy))
    return refused('method_not_allowed', { method: wanted, kind: order.kind });
  if (method === order.paymentMethod && (instalments ?? null) === order.row.instalments) return accepted;
  const inTheWay = await sessionsInTheWay(step, asked);
  if (inTheWay) return inTheWay;
  const shortages = method === 'cash_on_delivery' ? await holdWhatIsPromised(step) : [];
  if (shortages.length > 0) return refused('out_of_stock', { shortages });
  await writeMethod(step, method, instalments);
  const { deadline, revision } = step.order();
  step.tell({
    kind: 'method_changed',
    actor: by,
    facts: { from: order.paymentMethod, to: method, revision, deadline },
  });
  await planAgain(step, 'method_changed');
  return accepted;
}

/** An order that is not paid before it ships has its stock held from now on, however the shop deducts. */
async function holdWhatIsPromised(step: OrderStep): Promise<readonly Shortage[]> {
  const order = step.order();
  if (order.hold !== 'none') return [];
  const demand = demandOf(order.lines);
  const holds = demand.map((wanted) => ({ ...wanted, kind: 'hold' as const }));
  const revision = order.revision + 1;
  const shortages = await step.moveStock(`change:${revision}`, holds, revision);
  if (shortages.length > 0) return shortages;
  await step.change({ hold: 'held' });
  step.tell({ kind: 'stock_held', reason: 'cash_on_delivery', facts: { demand } });
  return [];
}

async function writeMethod(
  step: OrderStep,
  to: PaymentMethod,
  instalments: number | undefined,
): Promise<void> {
  const { placedAt, paymentMethod: from, channel, revision, row, deadline } = step.order();
  const ordinaryDeadline = row.plainDeadline?.toISOString() ?? deadline;
  const deadlines =
    ordinaryDeadline === null
      ? null
      : deadlinesAfterMethodChange({
          now: step.now,
          placedAt,
          from,
          to,
          channel,
          deadline,
          ordinaryDeadline,
          policy: step.policy,
        });
  const status = to === 'cash_on_delivery' ? 'confirmed' : 'awaiting_payment';
  await step.change({
    paymentMethod: to,
    instalments: instalments ?? null,
    revision: revision + 1,
    status,
    paymentState: 'none',
    failureCode: null,
    deadline: dateOrNull(deadlines?.deadline ?? null),
    releaseAt: dateOrNull(deadlines?.releaseAt ?? null),
    watchUntil: status === 'confirmed' ? watchUntil(step) : null,
    ...(status === 'confirmed' ? STANDS_ASIDE_NO_MORE : noPromise),
    ...payableUntil(step, deadlines?.releaseAt ?? null),
  });
  if (status === 'confirmed') await makePromise(step, step.now);
}
