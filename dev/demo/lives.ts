import type { ShopApi, ShopOrder } from './shop-api.ts';
import { Trouble } from '../trouble.ts';

/** The demo's own shop and policy: as the default, but it reminds on holidays too, so that every day of the year shows a reminder. */
export const DEMO_SHOP = 'demo';

const TEA = { sku: 'tea-longjing-250g', unitPrice: { amount: 12_800, currency: 'CNY' } };
const CUP = { sku: 'cup-celadon', unitPrice: { amount: 5_900, currency: 'CNY' } };
const HOUR = 3_600;
/** A day, the grace of five minutes, and a minute. */
const PAST_RELEASE = 24 * HOUR + 6 * 60;

/** One order's life, acted out; answers the ids of the orders to show. */
export interface Life {
  readonly title: string;
  readonly live: (shop: ShopApi, run: string) => Promise<readonly string[]>;
}

export const lives: readonly Life[] = [
  { title: 'An order that is paid', live: paid },
  { title: 'An order whose buyer is reminded, and pays', live: reminded },
  { title: 'An order that is changed, given more time, and paid', live: changed },
  { title: 'An order nobody pays', live: expired },
  { title: 'Money after the end: the order is taken up again', live: takenUpAgain },
  { title: 'Money after the end: the goods are somebody else’s by now, so it goes back', live: refunded },
];

/** Makes the demo's shop; done before, nothing changes. */
export async function openDemoShop(shop: ShopApi): Promise<void> {
  await shop.put(`/v1/policies/${DEMO_SHOP}`, { calendar: { holidays: 'send' } });
  await shop.put(`/v1/shops/${DEMO_SHOP}`, { policy: DEMO_SHOP });
}

async function place(shop: ShopApi, orderId: string, lines: readonly object[]): Promise<ShopOrder> {
  const customer = { id: orderId, name: 'Mei', email: `${orderId}@example.com`, locale: 'en' };
  const placed = await shop.place({ orderId, shop: DEMO_SHOP, customer, lines });
  must(
    placed.status === 'awaiting_payment',
    `Order ${orderId} should wait to be paid, and is ${placed.status}.`,
  );
  return placed;
}

async function paid(shop: ShopApi, run: string): Promise<readonly string[]> {
  const { id } = await place(shop, `${run}-paid`, [{ ...TEA, quantity: 2 }]);
  await payAndSee(shop, id);
  return [id];
}

async function reminded(shop: ShopApi, run: string): Promise<readonly string[]> {
  const { id } = await place(shop, `${run}-reminded`, [{ ...TEA, quantity: 1 }]);
  const planned = await shop.until(id, isPlanned, 'The buyer should be reminded, and nothing is planned.');
  const seconds = (Date.parse(planned.nextReminderAt ?? '') - Date.now()) / 1000;
  await shop.fastForward(id, seconds + 60);
  await shop.until(
    id,
    ({ remindersSent }) => remindersSent === 1,
    'The buyer should have been reminded once, and was not.',
  );
  const [mail] = (await shop.messages(id)).filter(
    ({ purpose, channel }) => purpose === 'reminder' && channel === 'email',
  );
  must(
    mail?.state === 'sent',
    `The reminder should have gone out by e-mail, and is ${mail?.state ?? 'not there'}.`,
  );
  await payAndSee(shop, id);
  return [id];
}

function isPlanned({ nextReminderAt }: ShopOrder): boolean {
  return nextReminderAt !== undefined;
}

async function changed(shop: ShopApi, run: string): Promise<readonly string[]> {
  const { id } = await place(shop, `${run}-changed`, [{ ...TEA, quantity: 3 }]);
  const after = await shop.change(id, [
    { sku: TEA.sku, quantity: 1 },
    { sku: CUP.sku, quantity: 2 },
  ]);
  const wanted = TEA.unitPrice.amount + 2 * CUP.unitPrice.amount;
  must(
    after.amountDue.amount === wanted,
    `The changed order should cost ${wanted}, and costs ${after.amountDue.amount}.`,
  );
  await shop.extend(id);
  await payAndSee(shop, id);
  return [id];
}

async function expired(shop: ShopApi, run: string): Promise<readonly string[]> {
  const before = await shop.stock(CUP.sku);
  const { id } = await place(shop, `${run}-expired`, [{ ...CUP, quantity: 4 }]);
  await expire(shop, id);
  const { held } = await shop.stock(CUP.sku);
  must(
    held <= before.held,
    `The 4 pieces should be given back: ${before.held} were held before, ${held} are now.`,
  );
  return [id];
}

async function takenUpAgain(shop: ShopApi, run: string): Promise<readonly string[]> {
  const { id, total } = await place(shop, `${run}-late`, [{ ...TEA, quantity: 1 }]);
  await expire(shop, id);
  await shop.reportMoney(id, total.amount, hence(PAST_RELEASE));
  await shop.until(
    id,
    ({ status }) => status === 'paid',
    'Late money for an expired order should take it up again.',
  );
  return [id];
}

/** One piece, two buyers: the first lets it go and pays too late, the second has it. */
async function refunded(shop: ShopApi, run: string): Promise<readonly string[]> {
  const sku = `${run}-last-piece`;
  const price = { amount: 88_000, currency: 'CNY' };
  await shop.put(`/v1/stock/${sku}`, { onHand: 1, safetyStock: 0, price });
  const line = { sku, quantity: 1, unitPrice: price };
  const { id, total } = await place(shop, `${run}-too-late`, [line]);
  await expire(shop, id);
  const { id: other } = await place(shop, `${run}-in-time`, [line]);
  await payAndSee(shop, other);
  await shop.reportMoney(id, total.amount, hence(PAST_RELEASE));
  await shop.until(id, wasRefunded, 'Late money for goods that are gone should go back.');
  const back = await shop.refunded(id);
  must(
    back.length === 1 && back[0]?.amount === total.amount,
    `The provider should have sent ${total.amount} back once, and says ${JSON.stringify(back)}.`,
  );
  return [id, other];
}

function wasRefunded({ status, journal = [] }: ShopOrder): boolean {
  return status === 'expired' && journal.some(({ kind }) => kind === 'refunded');
}

async function payAndSee(shop: ShopApi, id: string): Promise<void> {
  await shop.pay(id);
  const { amountDue } = await shop.until(
    id,
    ({ status }) => status === 'paid',
    'The payment should have paid the order.',
  );
  must(amountDue.amount === 0, `Order ${id} is paid and has ${amountDue.amount} due.`);
}

async function expire(shop: ShopApi, id: string): Promise<void> {
  const { status } = await shop.fastForward(id, PAST_RELEASE);
  must(status === 'expired', `Order ${id} should have expired after 24 h and 6 min, and is ${status}.`);
}

function hence(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

/** Throws the sentence when what should have come about did not. */
function must(holds: boolean, sentence: string): void {
  if (!holds) throw new Trouble(sentence);
}
