import type { PayDue, PayDues } from '../../console/pay/pay-credit-view.ts';
import { shopZone } from '../../domain/calendar/shop-zone.ts';
import { localDayOf } from '../../domain/calendar/local-time.ts';
import { owedOf } from '../../domain/credit/dues.ts';
import type { DueInstalment } from '../../domain/credit/dues.ts';
import { instalmentMethods } from '../../domain/credit/dues-paying.ts';
import type { PaymentMethod } from '../../domain/order/order.ts';
import type { Policy } from '../../domain/policy/schema.ts';
import { autoDebits } from '../../prisma/auto-debits.ts';
import type { Client } from '../../prisma/database.ts';
import { instalments } from '../../prisma/instalments.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { isBeingPaid } from '../wanted-payment.ts';

interface DuesFacts {
  readonly policy: Policy;
  readonly shop: { readonly timeZone: string | null };
  readonly collects: (method: PaymentMethod) => boolean;
}

/** An order's instalments as its buyer's page shows them; undefined where nothing of it was financed. */
export async function payDues(
  client: Client,
  { id, row }: StoredOrder,
  { policy, shop, collects }: DuesFacts,
): Promise<PayDues | undefined> {
  if (row.creditApplicationId === null) return undefined;
  const rows = await instalments(client).ofOrder(id);
  if (rows.length === 0) return undefined;
  const zone = shopZone(shop, policy.calendar);
  return {
    instalments: await Promise.all(rows.map((row) => shown(client, id, row, zone))),
    methods: instalmentMethods(policy).filter(collects),
    isDebited: (await autoDebits(client).current(id)) !== undefined,
  };
}

async function shown(
  client: Client,
  orderId: string,
  instalment: DueInstalment,
  zone: string,
): Promise<PayDue> {
  const { number, amount, paid, dueOn, state, failureCode, debitAt } = instalment;
  const owed = owedOf(instalment);
  const isUnderWay = owed > 0 && (await isBeingPaid(client, orderId, number));
  const nextTryOn = debitAt === null ? {} : { nextTryOn: localDayOf(debitAt, zone) };
  return {
    number,
    amount,
    paid,
    owed,
    dueOn,
    state,
    isUnderWay,
    wasDeclined: failureCode !== null,
    ...nextTryOn,
  };
}
