import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { Order } from '../../api/schemas/order.ts';
import { Message } from '../../api/schemas/message.ts';
import { PaymentLink } from '../../api/schemas/payment-link.ts';
import { signWebhook } from '../../providers/standard-webhooks.ts';
import { DEV_KEY } from '../stack/demo-stock.ts';
import { Trouble } from '../trouble.ts';

export type ShopOrder = z.infer<typeof Order>;
export type ShopMessage = z.infer<typeof Message>;

/** Where the demo's shop is, and what its payment provider signs with. */
export interface ShopAddress {
  readonly apiUrl: string;
  readonly sandboxUrl: string;
  readonly paymentSecret: string;
}

const Sessions = z.array(z.object({ id: z.string(), state: z.string() }));
const Refunds = z.array(z.object({ amount: z.int(), currency: z.string() }));
const Messages = z.object({ data: z.array(Message) });
const PolicyDocument = z.object({
  document: z.object({ calendar: z.object({ timeZone: z.string() }) }),
});
const Integrity = z.object({ violations: z.array(z.object({ rule: z.string(), subject: z.string() })) });
const Stock = z.object({ onHand: z.int(), held: z.int() });

/** How long something that happens by itself may take. */
const PATIENCE_MS = 30_000;
const MAIL_PATIENCE_MS = 5_000;

/** What the demo does, over REST only: at the API as a shop, at the sandbox as a buyer who pays, and as the provider that reports late. */
export type ShopApi = ReturnType<typeof shopApi>;

export function shopApi(address: ShopAddress) {
  return { ...orderCalls(address), ...readingCalls(address), ...moneyCalls(address) };
}

function askingAt({ apiUrl }: ShopAddress) {
  return (method: string, path: string, body?: object): Promise<unknown> =>
    request(apiUrl + path, method, { authorization: `Bearer ${DEV_KEY}` }, body && JSON.stringify(body));
}

function orderCalls(address: ShopAddress) {
  const ask = askingAt(address);
  const asOrder = async (method: string, path: string, body?: object): Promise<ShopOrder> =>
    Order.parse(await ask(method, path, body));
  const order = (id: string) => asOrder('GET', `/v1/orders/${id}?include=journal`);
  return {
    order,
    place: (body: object) => asOrder('POST', '/v1/orders', body),
    change: (id: string, lines: readonly object[]) => asOrder('PATCH', `/v1/orders/${id}/lines`, { lines }),
    extend: (id: string) => asOrder('POST', `/v1/orders/${id}/extend`, {}),
    fastForward: (id: string, seconds: number) =>
      asOrder('POST', `/v1/dev/orders/${id}/fast-forward`, { by: `PT${Math.ceil(seconds)}S` }),

    /** The order once `holds` is true of it; throws the sentence when it does not become so. */
    async until(id: string, holds: (order: ShopOrder) => boolean, otherwise: string): Promise<ShopOrder> {
      const giveUpAt = Date.now() + PATIENCE_MS;
      for (;;) {
        const now = await order(id);
        if (holds(now)) return now;
        if (Date.now() > giveUpAt) throw new Trouble(`${otherwise} Order ${id} is ${now.status}.`);
        await pause(200);
      }
    },
  };
}

function readingCalls(address: ShopAddress) {
  const ask = askingAt(address);
  return {
    put: (path: string, body: object) => ask('PUT', path, body),
    /** The order's messages, once none of them waits to be sent any more, or for long enough. */
    async messages(id: string): Promise<readonly ShopMessage[]> {
      const giveUpAt = Date.now() + MAIL_PATIENCE_MS;
      for (;;) {
        const { data } = Messages.parse(await ask('GET', `/v1/orders/${id}/messages`));
        if (data.every(({ state }) => state !== 'queued') || Date.now() > giveUpAt) return data;
        await pause(100);
      }
    },
    stock: async (sku: string) => Stock.parse(await ask('GET', `/v1/stock/${sku}`)),
    timeZone: async (policy: string) =>
      PolicyDocument.parse(await ask('GET', `/v1/policies/${policy}`)).document.calendar.timeZone,
    violations: async () => Integrity.parse(await ask('GET', '/v1/integrity')).violations,
  };
}

function moneyCalls(address: ShopAddress) {
  const { apiUrl, sandboxUrl, paymentSecret } = address;
  const ask = askingAt(address);
  return {
    refunded: async (id: string) =>
      Refunds.parse(await request(`${sandboxUrl}/refunds?orderId=${id}`, 'GET', {})),

    /** The buyer opens the payment link and pays the newest session at the provider. */
    async pay(id: string): Promise<void> {
      PaymentLink.parse(await ask('POST', `/v1/orders/${id}/payment-link`, { payer: 'buyer' }));
      const sessions = Sessions.parse(await request(`${sandboxUrl}/sessions?orderId=${id}`, 'GET', {}));
      const session = sessions.findLast(({ state }) => state === 'open');
      if (!session) throw new Trouble(`The provider has no session to pay for order ${id}.`);
      const body = JSON.stringify({ outcome: 'succeeded' });
      await request(`${sandboxUrl}/sessions/${session.id}/pay`, 'POST', {}, body);
    },

    /** The provider reports money for an order, late and out of the blue, signed as it always signs. */
    async reportMoney(id: string, amount: number, at: string): Promise<void> {
      const data = { orderId: id, amount, currency: 'CNY' };
      const body = JSON.stringify({ id: `evt-${id}`, type: 'payment.succeeded', at, data });
      const signed = signWebhook({ secret: paymentSecret, id: `msg-${id}`, at: new Date(), body });
      await request(`${apiUrl}/v1/webhooks/payments/sandbox`, 'POST', signed, body);
    },
  };
}

async function request(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: string,
): Promise<unknown> {
  const typed = body === undefined ? headers : { ...headers, 'content-type': 'application/json' };
  const response = await fetch(url, {
    method,
    headers: typed,
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  if (!response.ok) throw new Trouble(`${method} ${url} answered ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
