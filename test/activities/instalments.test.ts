import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outstandingOf } from '../../domain/credit/dues.ts';
import { DAY, HOUR, MINUTE } from '../../domain/duration.ts';
import { creditFacts } from '../../prisma/credit-facts.ts';
import { instalments } from '../../prisma/instalments.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import { standings } from '../../prisma/standing.ts';
import { duesWorld } from '../support/dues-world.ts';
import { openWorld } from '../support/order-world.ts';
import { openShop } from '../support/shop.ts';
import type { TestShop } from '../support/shop.ts';

let shop: TestShop;
let quiet: string;

beforeAll(async () => {
  shop = await openShop();
  quiet = await shop.shopWith({ reminders: { enabled: false } });
});
afterAll(() => shop.close());

interface Wanted {
  readonly term?: number;
  readonly customerId?: string;
  readonly email?: string;
  readonly shop?: string;
}

/** An order of 100.00 that is financed, in a world of its own; its instalments can be watched. */
async function financed({ term = 3, customerId = randomUUID(), email, shop: name = quiet }: Wanted = {}) {
  const world = openWorld(shop);
  const sku = `sku-${randomUUID()}`;
  await shop.stock(sku, 10, { price: 10_000 });
  const lines = [{ sku, quantity: 1, unitPrice: { amount: 10_000, currency: 'CNY' } }];
  const customer = { id: customerId, locale: 'en', ...(email === undefined ? {} : { email }) };
  const { id } = await shop.place({ shop: name, lines, customer }, world.now());
  await world.open(id);
  const product = term === 1 ? 'pay_later' : 'instalments';
  const asked = { kind: 'apply_credit', applicationId: randomUUID(), product, documents: 0 } as const;
  await world.ask(id, term === 1 ? asked : { ...asked, term });
  await world.pass(0);
  await world.report(id, 800);
  const dues = duesWorld(shop, world, id);
  const rows = () => instalments(shop.database.client).ofOrder(id);
  const first = async () => {
    const [instalment] = await rows();
    if (!instalment) throw new Error('no instalments');
    return instalment;
  };
  const refund = (amount?: number, restock = false) =>
    world.ask(id, {
      kind: 'refund',
      refundId: randomUUID(),
      reason: 'asked',
      restock,
      ...(amount === undefined ? {} : { amount }),
    });
  const sentBack = () => [...world.provider.refunds.values()].map(({ amount }) => amount);
  const story = async () => (await shop.story(id)).filter((entry) => entry.startsWith('instalment'));
  return { id, world, dues, rows, first, refund, sentBack, story, customerId };
}

/** Nothing is wrong; worlds of other tests stand still while this one's clock goes on. */
async function sound(world: { readonly now: () => string }, id: string): Promise<void> {
  const found = await checkIntegrity(shop.database.client, world.now());
  const ours = found.filter(({ rule, subject }) => rule !== 'instalments_are_watched' || subject === id);
  expect(ours).toEqual([]);
}

describe('an instalment paid by link', () => {
  test('before its day counts once, and what financed the order stays', async () => {
    const { id, world, dues, rows, story } = await financed();
    await dues.payByLink(2);
    await world.apply(id);
    expect(await rows()).toMatchObject([
      { paid: 0, state: 'planned' },
      { paid: 3_333, state: 'paid', paidBy: 'link' },
      { paid: 0, state: 'planned' },
    ]);
    expect(await shop.order(id)).toMatchObject({
      status: 'paid',
      financed: 10_000,
      amountPaid: 0,
      amountDue: 0,
    });
    expect(await story()).toContain('instalment_paid:link');
    await sound(world, id);
  });

  test('can’t be paid again, and a session that was open is closed', async () => {
    const { id, world, dues } = await financed();
    const left = await world.link(id, 'friend', 1);
    await dues.payByLink(1);
    expect(await world.link(id, 'buyer', 1)).toBeUndefined();
    await dues.pass(HOUR);
    expect(world.provider.sessions.get(left ?? '')?.state).toBe('closed');
  });

  test('twice: the second payment goes back', async () => {
    const { id, world, dues, sentBack } = await financed();
    const friends = await world.link(id, 'friend', 1);
    await dues.payByLink(1);
    world.provider.pay(friends ?? '', 'succeeded', 3_334, world.now());
    await dues.pass(HOUR);
    await world.sendRefunds();
    expect(sentBack()).toEqual([3_334]);
    await sound(world, id);
  });

  test('with more than is owed: the rest goes back; with less, the rest stays owed', async () => {
    const { id, world, dues, rows, sentBack } = await financed();
    await dues.payByLink(1, { amount: 4_000 });
    await dues.payByLink(2, { amount: 1_000 });
    await world.sendRefunds();
    expect(sentBack()).toEqual([666]);
    expect(await rows()).toMatchObject([{ state: 'paid' }, { state: 'planned', paid: 1_000 }, { paid: 0 }]);
    await dues.payByLink(2);
    expect((await rows())[1]).toMatchObject({ state: 'paid', paid: 3_333 });
    await sound(world, id);
  });

  test('whose webhook got lost is found before its reminder, its debit and its being overdue', async () => {
    const { id, world, dues, first } = await financed();
    const sessionId = await world.link(id, 'buyer', 1);
    world.provider.pay(sessionId ?? '', 'succeeded', 3_334, world.now());
    await dues.passTo((await first()).dueAt, -2 * DAY);
    expect(await first()).toMatchObject({ state: 'paid', paidBy: 'link' });
    await sound(world, id);
  });

  test('frees the buyer’s limit by what was paid', async () => {
    const { id, dues, customerId, world } = await financed();
    const other = { id: 'another', customerId, currency: 'CNY' };
    const exposure = async () =>
      (await creditFacts(shop.database.client).ofApplicant(other, 'Asia/Shanghai')).exposure;
    expect(await exposure()).toBe(10_000);
    await dues.payByLink(1);
    expect(await exposure()).toBe(6_666);
    await sound(world, id);
  });
});

describe('a debit', () => {
  test('and money by link at once: one of them goes back', async () => {
    const { id, world, dues, first, sentBack } = await financed();
    await dues.bind('tok');
    const sessionId = await dues.payByLink(1, { apply: false });
    const { dueAt } = await first();
    expect(sessionId).toBeDefined();
    world.provider.losesAnswers = true;
    await shop.database.client.paymentEvent.deleteMany({ where: { sessionId } }); // the webhook is late
    await shop.database.client.paymentSession.updateMany({
      where: { providerSessionId: sessionId },
      data: { state: 'closed' },
    });
    await dues.passTo(dueAt, MINUTE);
    expect(world.provider.debits.size).toBe(1);
    const told = { orderId: id, sessionId, amount: 3_334, currency: 'CNY' };
    await world.store({ eventId: randomUUID(), type: 'payment.succeeded', ...told });
    await world.apply(id);
    world.provider.losesAnswers = false;
    await dues.pass(HOUR);
    await world.sendRefunds();
    expect(await first()).toMatchObject({ state: 'paid', paid: 3_334, paidBy: 'link' });
    expect(sentBack()).toEqual([3_334]);
    expect(world.provider.debits.size).toBe(1);
    await sound(world, id);
  });

  test('waits while a payment by link is under way', async () => {
    const { id, world, dues, first } = await financed();
    await dues.bind('tok');
    const { dueAt } = await first();
    await dues.passTo(dueAt, -MINUTE);
    const sessionId = await world.link(id, 'buyer', 1);
    world.provider.pay(sessionId ?? '', 'processing', 3_334, world.now());
    await dues.pass(10 * MINUTE);
    expect(world.provider.debits.size).toBe(0);
    expect(await world.link(id, 'buyer', 1)).toBeUndefined();
    world.provider.pay(sessionId ?? '', 'failed', 3_334, world.now());
    await dues.pass(10 * MINUTE);
    expect(await first()).toMatchObject({ state: 'paid', paidBy: 'debit' });
    await sound(world, id);
  });

  test('run again at every step takes the money once', async () => {
    const { id, world, dues, first } = await financed();
    await dues.bind('tok');
    world.sleep(Date.parse((await first()).dueAt) - Date.parse(world.now()));
    const input = { orderId: id, now: world.now(), number: 1 };
    for (let times = 0; times < 2; times += 1) await world.steps.fallDue(input);
    const begun = [await world.steps.beginDebit(input), await world.steps.beginDebit(input)];
    const debitId = begun[0]?.debitId ?? '';
    expect(begun[1]?.debitId).toBe(debitId);
    const answer = await world.calls.sendDebit({ debitId });
    for (let times = 0; times < 2; times += 1)
      await world.steps.takeDebit({ orderId: id, now: world.now(), debitId, answer });
    expect(await first()).toMatchObject({ paid: 3_334, state: 'paid' });
    expect((await world.steps.beginDebit(input)).debitId).toBeNull();
    await sound(world, id);
  });

  test('can’t be told from a zombie’s: what was declined once stays one try', async () => {
    const { id, world, dues, first } = await financed();
    await dues.bind('tok');
    world.provider.nextDebit = { state: 'declined', code: 'no_funds', hard: false };
    await dues.passTo((await first()).dueAt, MINUTE);
    const debitId = [...world.provider.debits.keys()][0] ?? '';
    const answer = { state: 'succeeded', reference: 'deb-late', at: world.now() } as const;
    await world.steps.takeDebit({ orderId: id, now: world.now(), debitId, answer });
    expect(await first()).toMatchObject({ tries: 1, paid: 0, state: 'due' });
    await sound(world, id);
  });
});

describe('a refund', () => {
  test('of all before anything was paid: nothing is owed any more, and the order is cancelled', async () => {
    const { id, world, dues, rows, refund, customerId } = await financed();
    await dues.bind('tok');
    expect(await refund()).toEqual({ accepted: true });
    expect(await shop.order(id)).toMatchObject({
      status: 'cancelled',
      closedReason: 'refunded',
      hold: 'released',
      financed: 0,
      amountDue: 10_000,
      amountRefunded: 0,
      credit: { state: 'withdrawn' },
    });
    expect((await rows()).map(({ state }) => state)).toEqual(['void', 'void', 'void']);
    const state = await dues.pass(100 * DAY);
    expect(state).toMatchObject({ over: true, outstanding: 0 });
    expect(world.provider.debits.size).toBe(0);
    const other = { id: 'another', customerId, currency: 'CNY' };
    const { exposure } = await creditFacts(shop.database.client).ofApplicant(other, 'Asia/Shanghai');
    expect(exposure).toBe(0);
    await sound(world, id);
  });

  test('of all after two were paid: they go back once, the third is void', async () => {
    const { id, world, dues, rows, refund, sentBack } = await financed();
    await dues.bind('tok');
    await dues.payByLink(2);
    await dues.passTo((await rows())[0]?.dueAt ?? '', MINUTE);
    expect(await refund()).toEqual({ accepted: true });
    expect(await refund()).toMatchObject({ accepted: false });
    await world.sendRefunds();
    expect(sentBack().toSorted()).toEqual([3_333, 3_334]);
    expect(await rows()).toMatchObject([{ state: 'paid' }, { state: 'paid' }, { state: 'void' }]);
    expect(await shop.order(id)).toMatchObject({ status: 'cancelled', amountRefunded: 6_667 });
    expect((await dues.pass(100 * DAY)).over).toBe(true);
    expect(world.provider.debits.size).toBe(1);
    await sound(world, id);
  });

  test('of a part takes off what is owed, from the end, before money goes back', async () => {
    const { id, world, dues, rows, refund, sentBack } = await financed();
    await dues.payByLink(1);
    expect(await refund(4_000)).toEqual({ accepted: true });
    expect(await rows()).toMatchObject([
      { state: 'paid' },
      { state: 'planned', voided: 667 },
      { state: 'void', voided: 3_333 },
    ]);
    expect(outstandingOf(await rows())).toBe(2_666);
    await world.sendRefunds();
    expect(sentBack()).toEqual([]);
    expect(await refund(3_000)).toEqual({ accepted: true });
    await world.sendRefunds();
    expect(sentBack()).toEqual([334]);
    expect(await shop.order(id)).toMatchObject({ status: 'paid', financed: 10_000, amountRefunded: 334 });
    await sound(world, id);
  });

  test('while a debit has no answer: what it took goes back, and only then all is over', async () => {
    const { id, world, dues, first, refund, sentBack } = await financed({ term: 1 });
    await dues.bind('tok');
    world.provider.losesAnswers = true;
    await dues.passTo((await first()).dueAt, MINUTE);
    expect(await refund()).toEqual({ accepted: true });
    expect((await dues.state()).over).toBe(false);
    world.provider.losesAnswers = false;
    expect((await dues.pass(HOUR)).over).toBe(true);
    await world.sendRefunds();
    expect(sentBack()).toEqual([10_000]);
    expect(await first()).toMatchObject({ state: 'void', paid: 0 });
    await sound(world, id);
  });

  test('of what is owed alone puts the goods of a delivered order back, and no money is sent', async () => {
    const { id, world, refund, sentBack } = await financed();
    await world.ask(id, { kind: 'ship' });
    await world.ask(id, { kind: 'deliver' });
    expect(await refund(7_000, true)).toEqual({ accepted: true });
    expect(await shop.order(id)).toMatchObject({ status: 'delivered', hold: 'released' });
    await world.sendRefunds();
    expect(sentBack()).toEqual([]);
    await sound(world, id);
  });

  test('of a delivered order takes what is owed off, and the order stays delivered', async () => {
    const { id, world, dues, rows, refund } = await financed();
    await world.ask(id, { kind: 'ship' });
    await world.ask(id, { kind: 'deliver' });
    expect(await refund()).toEqual({ accepted: true });
    expect(await shop.order(id)).toMatchObject({ status: 'delivered', financed: 10_000 });
    expect(outstandingOf(await rows())).toBe(0);
    expect((await dues.pass(DAY)).over).toBe(true);
    await sound(world, id);
  });

  test('of more than there is is refused', async () => {
    const { refund } = await financed();
    expect(await refund(10_001)).toMatchObject({ code: 'refund_too_large', facts: { most: 10_000 } });
  });
});

describe('a reminder of an instalment', () => {
  const email = 'buyer@example.com';

  test('goes out three days before, by the reminder rules, and says what is due and when', async () => {
    const { world, dues, first } = await financed({ email });
    await dues.passTo((await first()).dueAt, -DAY);
    const mail = world.mails.find(({ subject }) => subject?.startsWith('Instalment 1 of 3'));
    expect(mail?.text).toContain('is due on 23 Dec');
    expect(mail?.text).toContain('http://pay.example/');
    expect(mail?.at.slice(11, 16)).toBe('02:00');
  });

  test('waits out quiet hours, and a day on which the buyer was reminded of something else', async () => {
    const nightly = await shop.shopWith({ credit: { dues: { debitAt: '23:00' } } });
    const { world, dues, first, story } = await financed({ email, shop: nightly });
    await dues.passTo((await first()).dueAt, -2 * DAY);
    expect(await story()).toContain('instalment_reminder_postponed:quiet_hours');
    expect(world.mails.find(({ subject }) => subject?.startsWith('Instalment 1'))?.at.slice(11, 16)).toBe(
      '01:00',
    );
  });

  test('is dropped where the buyer allows no channel', async () => {
    const { world, dues, first, story, customerId } = await financed({ email });
    await shop.database.client.customer.update({
      where: { id: customerId },
      data: { consentEmail: false, consentInApp: false },
    });
    await dues.passTo((await first()).dueAt, -DAY);
    expect(await story()).toContain('instalment_reminder_skipped:no_consent');
    expect(world.mails.filter(({ subject }) => subject?.startsWith('Instalment'))).toEqual([]);
  });

  test('that was queued is not handed over once the instalment is paid', async () => {
    const { id, world, dues, first } = await financed({ email });
    world.mailServer = () => {
      throw new Error('no connection');
    };
    await dues.passTo((await first()).dueAt, -3 * DAY + 5 * MINUTE);
    await dues.payByLink(1);
    world.mailServer = () => {};
    await dues.pass(HOUR);
    const message = await shop.database.client.message.findFirstOrThrow({
      where: { orderId: id, purpose: 'instalment', channel: 'email' },
    });
    expect(message).toMatchObject({ state: 'skipped', error: 'nothing_owed' });
  });
});

describe('an overdue instalment', () => {
  test('counts against the buyer’s standing and in his next score, also when it is paid at last', async () => {
    const { id, world, dues, first, customerId } = await financed({ term: 1 });
    await dues.passTo((await first()).overdueAt, MINUTE);
    const counted = () =>
      standings(shop.database.client).count(customerId, { since: '2026-11-01T00:00:00.000Z' });
    expect(await counted()).toMatchObject({ level: 'watch', overdueInstalments: 1, unpaidCloses: 0 });
    await dues.payByLink(1);
    expect(await counted()).toMatchObject({ level: 'watch', overdueInstalments: 1 });
    const changes = await shop.database.client.standingChange.findMany({ where: { customerId } });
    expect(changes).toMatchObject([{ reason: 'overdue_instalments', fromLevel: 'good', toLevel: 'watch' }]);
    await sound(world, id);
  });

  test('is told of once, however often the step is run', async () => {
    const { id, world, dues, first, story } = await financed({ term: 1 });
    await dues.passTo((await first()).overdueAt, MINUTE);
    await world.steps.fallOverdue({ orderId: id, now: world.now(), number: 1 });
    expect((await story()).filter((entry) => entry.startsWith('instalment_overdue'))).toHaveLength(1);
    const alerts = await shop.database.client.alert.count({
      where: { subject: id, kind: 'instalment_overdue' },
    });
    expect(alerts).toBe(1);
  });
});
