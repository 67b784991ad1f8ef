import { expect } from 'vitest';
import { demandOf } from '../../domain/stock.ts';
import { isClosed, orderStatuses, transitions } from '../../domain/order/status.ts';
import type { OrderStatus } from '../../domain/order/status.ts';
import type { Order as OrderRow } from '../../prisma/generated/client.ts';
import { orderOf } from '../../prisma/orders.ts';
import { checkCredit } from './credit-invariants.ts';
import { familiesOf } from './order-families.ts';
import type { Family } from './order-families.ts';
import type { Play } from './order-play.ts';
import { creditLimits } from './play-policy.ts';
import { checkReplacing } from './replacing-invariants.ts';

/** Statuses seen last, by order. */
export type Seen = Map<string, OrderStatus>;

/** Everything that must hold of a play after any act, whatever came before. */
export async function checkInvariants({ client, orderIds, skus }: Play, seen: Seen): Promise<void> {
  const where = { orderId: { in: [...orderIds] } };
  const [rows, payments, refunds, moves, stock, reminders, sessions, entries] = await Promise.all([
    client.order.findMany({ where: { id: { in: [...orderIds] } } }),
    client.payment.findMany({ where }),
    client.refund.findMany({ where }),
    client.stockMovement.findMany({ where: { sku: { in: [...skus] } } }),
    client.stock.findMany({ where: { sku: { in: [...skus] } } }),
    client.reminder.findMany({ where }),
    client.paymentSession.findMany({ where }),
    client.journalEntry.findMany({ where }),
  ]);
  const all = rows.map(orderOf);
  checkReplacing(all, { entries, moves });
  await checkCredit(client, all, creditLimits);
  for (const order of all) {
    const { row } = order;
    const { id, status, total, amountPaid, financed, amountDue, amountRefunded, deadline, releaseAt } = order;
    const say = `order ${id}, ${status}`;
    expect(amountPaid + financed + amountDue, `${say}: paid, financed and due add up to its total`).toBe(
      total,
    );
    expect(amountRefunded, `${say}: no more is refunded than was paid`).toBeLessThanOrEqual(amountPaid);
    expect(isReachable(seen.get(id) ?? 'awaiting_payment', status), `${say} after ${seen.get(id)}`).toBe(
      true,
    );
    seen.set(id, status);
    const cash = status === 'delivered' && order.paymentMethod === 'cash_on_delivery';
    const own = payments.filter(({ orderId }) => orderId === id);
    const credited = own.reduce((sum, payment) => sum + Number(payment.credited), 0);
    if (cash) expect(credited, `${say}: payments count at most`).toBeLessThanOrEqual(amountPaid);
    else expect(credited, `${say}: payments that count`).toBe(amountPaid);
    for (const payment of own) {
      const back = refunds.filter(({ paymentId, state }) => paymentId === payment.id && state !== 'failed');
      const sum = back.reduce((all, { amount }) => all + Number(amount), 0);
      expect(sum, `${say}: no more of a payment goes back than came`).toBeLessThanOrEqual(
        Number(payment.amount),
      );
      expect(sum, `${say}: what does not count goes back`).toBeGreaterThanOrEqual(
        Number(payment.amount - payment.credited),
      );
      if (isClosed(status))
        expect(sum, `${say}: what came for a closed order goes back`).toBe(Number(payment.amount));
    }
    expect(deadline === null, `${say}: deadline and release time go together`).toBe(releaseAt === null);
    if (deadline && releaseAt) expect(deadline < releaseAt, `${say}: told before released`).toBe(true);
    checkHold(
      row,
      moves.filter(({ orderId }) => orderId === id),
    );
    const reminded = reminders.filter(
      ({ orderId, outcome, stage }) => orderId === id && outcome === 'sent' && isToPay(stage),
    );
    const before = all.filter(({ mergedInto }) => mergedInto === id).map((part) => part.remindersSent);
    expect(reminded.length + Math.max(0, ...before), `${say}: reminders`).toBe(order.remindersSent);
    expect(order.remindersSent, `${say}: reminders`).toBeLessThanOrEqual(3);
    if (status === 'payment_processing')
      expect(row.processingSince ?? row.creditSince, `${say}: since`).not.toBeNull();
    if (status === 'awaiting_payment')
      expect(row.paymentState, `${say}: nothing is processing`).not.toBe('processing');
    if (status === 'awaiting_payment')
      expect(
        sessions.filter((session) => session.orderId === id && session.state === 'processing'),
        `${say}: no session is processing`,
      ).toEqual([]);
  }
  for (const { sku, onHand, held } of stock) {
    const sum = (kind: string) =>
      moves
        .filter((move) => move.sku === sku && move.kind === kind)
        .reduce((all, { quantity }) => all + Number(quantity), 0);
    expect(Number(held), `held of ${sku}`).toBe(sum('hold') - sum('release') - sum('commit'));
    expect(Number(onHand), `on hand of ${sku}`).toBe(sum('adjust') + sum('restock') - sum('commit'));
    expect(Number(held)).toBeGreaterThanOrEqual(0);
  }
}

/** Whether a reminder is one to pay the order: not to come back, and not about its instalments, which have no limit for each order. */
function isToPay(stage: string): boolean {
  return stage !== 'win_back' && !stage.startsWith('instalment_');
}

/** What an order's movements add up to is what its row says of its hold, SKU by SKU. */
function checkHold(row: OrderRow, moves: readonly { sku: string; kind: string; quantity: bigint }[]): void {
  const order = orderOf(row);
  const demand = new Map(demandOf(order.lines).map(({ sku, quantity }) => [sku, quantity]));
  for (const sku of new Set([...demand.keys(), ...moves.map((move) => move.sku)])) {
    const sum = (kind: string) =>
      moves
        .filter((move) => move.sku === sku && move.kind === kind)
        .reduce((all, { quantity }) => all + Number(quantity), 0);
    const wanted = demand.get(sku) ?? 0;
    const held = sum('hold') - sum('release') - sum('commit');
    const sold = sum('commit') - sum('restock');
    const say = `order ${row.id}, ${row.status}, ${row.hold}: ${sku}`;
    expect(held, `${say} held`).toBe(order.hold === 'held' ? wanted : 0);
    expect(sold, `${say} sold`).toBe(order.hold === 'committed' ? wanted : 0);
  }
}

function isReachable(from: OrderStatus, to: OrderStatus): boolean {
  const reached = new Set<OrderStatus>([from]);
  for (let before = 0; before !== reached.size;) {
    before = reached.size;
    for (const status of orderStatuses)
      if (reached.has(status)) for (const next of transitions[status]) reached.add(next);
  }
  return reached.has(to);
}

/** What must be true once everything has come to its end: nobody keeps money for nothing, and nothing is left to do. */
export async function checkTheEnd({ stage, client, orderIds, loose }: Play): Promise<void> {
  for (const id of orderIds) {
    const row = await client.order.findUniqueOrThrow({ where: { id } });
    const say = `order ${id}, ${row.status}`;
    const waits = row.status === 'confirmed' || row.status === 'shipped' || row.status === 'paid';
    if (!waits) expect(await stage.leftToDo(id), `${say}: nothing is left to do`).toEqual([]);
    expect(
      await client.refund.count({ where: { orderId: id, state: 'pending' } }),
      `${say}: refunds under way`,
    ).toBe(0);
    expect(
      await client.paymentEvent.count({ where: { orderId: id, appliedAt: null } }),
      `${say}: events not applied`,
    ).toBe(0);
    expect(
      await client.creditReport.count({ where: { orderId: id, appliedAt: null } }),
      `${say}: reports not applied`,
    ).toBe(0);
    const late = await client.message.findMany({
      where: { orderId: id, purpose: 'reminder', channel: 'email', state: 'sent' },
    });
    for (const { sentAt } of late)
      if (row.paidAt && sentAt)
        expect(sentAt <= row.paidAt, `${say}: no reminder after it was paid`).toBe(true);
  }
  for (const family of await familiesOf(client, orderIds)) await checkMoney({ stage, client, loose }, family);
}

/** Orders that replaced one another share their money: what its provider has of them is what they kept. */
async function checkMoney(
  { stage, client, loose }: Pick<Play, 'stage' | 'client' | 'loose'>,
  family: Family,
): Promise<void> {
  const amounts = (all: readonly { readonly amount: number }[]) =>
    all.reduce((sum, { amount }) => sum + amount, 0);
  const sessions = (await Promise.all(family.map((id) => stage.sessionsOf(id)))).flat();
  const received = sessions.reduce((sum, { paid }) => sum + paid, 0);
  const besides = amounts(loose.filter(({ orderId }) => family.includes(orderId)));
  const back = amounts((await Promise.all(family.map((id) => stage.refundsOf(id)))).flat());
  const live = await client.order.findMany({ where: { id: { in: [...family] } } });
  const kept = live.map(orderOf).filter(({ status }) => !isClosed(status));
  const ids = kept.map(({ id }) => id);
  const { credited } = (
    await client.payment.aggregate({ where: { orderId: { in: ids } }, _sum: { credited: true } })
  )._sum;
  const refunded = kept.reduce((sum, { amountRefunded }) => sum + amountRefunded, 0);
  expect(received + besides - back, `${family.join(', ')}: what the provider has is what they kept`).toBe(
    Number(credited ?? 0) - refunded,
  );
}
