import type { FastifyInstance, InjectOptions } from 'fastify';
import type { z } from 'zod';
import { buildApp } from '../../../api/app.ts';
import type { AppParts } from '../../../api/dependencies.ts';
import { reportSources, updateSources } from '../../../api/webhook-sources.ts';
import { placingDesk } from '../../../api/placing/placing.ts';
import { receiptSources } from '../../../api/receipts.ts';
import { CreatedApiKey } from '../../../api/schemas/api-key.ts';
import { Order } from '../../../api/schemas/order.ts';
import { MINUTE, later } from '../../../domain/duration.ts';
import { linkTokens } from '../../../providers/link-tokens.ts';
import type { LinkTokens } from '../../../providers/link-tokens.ts';
import { routePayments, sandboxRoutes } from '../../../providers/payment/routing.ts';
import { keyFrom, vaultWith } from '../../../providers/vault.ts';
import { signWebhook } from '../../../providers/standard-webhooks.ts';
import { testCipher } from '../../support/payloads.ts';
import { WEBHOOK_SECRET, openShop } from '../../support/shop.ts';
import type { TestShop } from '../../support/shop.ts';
import { fakeProvider } from './fake-provider.ts';
import type { FakeProvider } from './fake-provider.ts';
import { stepGateway } from './step-gateway.ts';
import type { StepGateway } from './step-gateway.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
  /** The body's JSON; undefined where it is none. */
  readonly body: unknown;
  /** The body as this schema has it; a test whose answer is otherwise fails on it. */
  as<T>(schema: z.ZodType<T>): T;
}

export interface Ask {
  readonly key?: string | undefined;
  readonly headers?: Record<string, string>;
  readonly raw?: string;
}

/** The API on a real database, with a provider in memory and the engine replaced by the steps themselves. */
export interface TestApi {
  readonly app: FastifyInstance;
  readonly shop: TestShop;
  readonly gateway: StepGateway;
  readonly provider: FakeProvider;
  /** What the sandbox was told of orders' clocks. */
  readonly offsets: ReadonlyMap<string, number>;
  readonly links: LinkTokens;
  /** The machine's clock, as the API reads it. */
  readonly clock: { now: string; move(ms: number): void };
  /** Asks with the dev key unless told otherwise; `key: ''` sends none. */
  ask(method: NonNullable<InjectOptions['method']>, url: string, body?: unknown, more?: Ask): Promise<Answer>;
  /** Places one order of two mugs and answers it. */
  place(changes?: Record<string, unknown>): Promise<PlacedOrder>;
  /** A provider's event, signed as the provider does. */
  webhook(event: object, more?: { at?: Date; secret?: string; provider?: string }): Promise<Answer>;
  /** A bureau's report on an application, signed as the bureau does; what it leads to is done when this answers. */
  report(applicationId: string, score: number): Promise<Answer>;
  /** The same on the newest application of an order. */
  reportFor(orderId: string, score: number): Promise<Answer>;
  /** What a carrier tells of a parcel, signed as the carrier does; applied when this answers. */
  parcel(
    data: ParcelFacts,
    more?: { id?: string; at?: string; secret?: string; provider?: string },
  ): Promise<Answer>;
  /** A key with these scopes. */
  keyWith(scopes: readonly string[], shop?: string): Promise<string>;
  close(): Promise<void>;
}

/** What a test says of an update. */
export interface ParcelFacts {
  readonly orderId: string;
  readonly state: string;
  readonly trackingNumber?: string;
  readonly expectedOn?: string;
}

export type PlacedOrder = z.output<typeof Order>;

export const START = '2026-11-23T02:00:00.000Z';

export async function openApi(changes: Partial<AppParts> = {}): Promise<TestApi> {
  const shop = await openShop();
  const clock = {
    now: START,
    move(ms: number) {
      clock.now = later(clock.now, ms);
    },
  };
  const { database } = shop;
  const now = () => clock.now;
  const provider = fakeProvider();
  const offsets = new Map<string, number>();
  const gateway = stepGateway({ database, provider, now });
  const links = linkTokens('a-secret-for-tests-only');
  const parts: AppParts = {
    database,
    gateway,
    payloads: testCipher,
    links,
    now,
    placing: placingDesk({ database, now, onPlaced: () => undefined }),
    payments: routePayments([provider], sandboxRoutes),
    publicUrl: 'http://shop.test',
    paymentOrigins: ['https://provider.test'],
    devMode: true,
    sandboxClock: { tellOffset: async (orderId, ms) => void offsets.set(orderId, ms) },
    sealSecret: 'a-secret-for-tests-only',
    consoleSessionMs: 43_200_000,
    vault: vaultWith(keyFrom('a-secret-for-tests-only')),
    bureaus: reportSources({ bureaus: { sandbox: WEBHOOK_SECRET, bureau: undefined } }),
    carriers: updateSources({ carriers: { sandbox: WEBHOOK_SECRET, carrier: undefined } }),
    reconciliationPatience: 0, // no worker runs here
    receipts: receiptSources({
      receipts: { sms: WEBHOOK_SECRET, mail: WEBHOOK_SECRET, twilio: 'a-token-for-tests' },
      publicUrl: 'http://shop.test',
    }),
    ...changes,
  };
  const { app } = await buildApp(parts, { checkAnswers: true });
  await shop.stock('mug', 1_000);
  const ask = asking(app);
  const report = (applicationId: string, score: number) => {
    const raw = JSON.stringify(creditReport(applicationId, score));
    const headers = signWebhook({ secret: WEBHOOK_SECRET, id: 'msg_1', at: new Date(clock.now), body: raw });
    return ask('POST', '/v1/webhooks/credit/sandbox', undefined, { raw, key: '', headers });
  };
  return {
    app,
    shop,
    gateway,
    provider,
    offsets,
    links,
    clock,
    ask,
    place: async (order = {}) => placed(await ask('POST', '/v1/orders', { ...anOrder(), ...order })),
    webhook: (
      event,
      { at = new Date(clock.now), secret = WEBHOOK_SECRET, provider: name = 'sandbox' } = {},
    ) => {
      const raw = JSON.stringify(event);
      const headers = signWebhook({ secret, id: 'msg_1', at, body: raw });
      return ask('POST', `/v1/webhooks/payments/${name}`, undefined, { raw, key: '', headers });
    },
    report: (applicationId, score) => report(applicationId, score),
    reportFor: async (orderId, score) =>
      report((await shop.order(orderId)).row.creditApplicationId ?? '', score),
    parcel: (data, { id, at = clock.now, secret = WEBHOOK_SECRET, provider: name = 'sandbox' } = {}) => {
      const raw = JSON.stringify(
        parcelUpdate({ id: data.orderId }, data, { at, ...(id === undefined ? {} : { id }) }),
      );
      const headers = signWebhook({ secret, id: 'msg_1', at: new Date(clock.now), body: raw });
      return ask('POST', `/v1/webhooks/logistics/${name}`, undefined, { raw, key: '', headers });
    },
    keyWith: async (scopes, boundTo) => {
      const body = { name: 'test', scopes, ...(boundTo === undefined ? {} : { shop: boundTo }) };
      return (await ask('POST', '/v1/api-keys', body)).as(CreatedApiKey).key;
    },
    async close() {
      await app.close();
      await shop.close();
    },
  };
}

/** A body that places two mugs for a buyer of its own. */
export function anOrder() {
  buyers += 1;
  return {
    customer: { id: `buyer-${buyers}`, name: 'Li Wei', email: 'li@example.com' },
    lines: [{ sku: 'mug', quantity: 2, unitPrice: { amount: 5_000, currency: 'CNY' } }],
    paymentMethod: 'card',
  };
}

let buyers = 0;

/** `payment.succeeded` for an order, with an id of its own. */
export function succeeded(order: { id: string }, data: object = {}, changes: object = {}) {
  const body = { orderId: order.id, amount: 10_000, currency: 'CNY', ...data };
  return { id: eventId('evt'), type: 'payment.succeeded', at: later(START, MINUTE), data: body, ...changes };
}

let events = 0;
const eventId = (kind: string) => `${kind}_${(events += 1)}`;

/** `parcel.update` of an order that left under the number SF-1, with an id of its own. */
export function parcelUpdate(order: { id: string }, data: object = {}, changes: object = {}) {
  const body = { orderId: order.id, trackingNumber: 'SF-1', state: 'in_transit', ...data };
  return { id: eventId('upd'), type: 'parcel.update', at: later(START, MINUTE), data: body, ...changes };
}

/** `credit.report` on an application, with an id of its own. */
export function creditReport(applicationId: string, score: number) {
  return {
    id: eventId('rep'),
    type: 'credit.report',
    at: later(START, MINUTE),
    data: { applicationId, score },
  };
}

/** A document as a buyer sends it. */
export const payslip = {
  kind: 'income',
  name: 'payslip.pdf',
  contentBase64: Buffer.from('%PDF-1.7 a payslip').toString('base64'),
};

function asking(app: FastifyInstance): TestApi['ask'] {
  return async (method, url, body, { key = 'holdfast-dev', headers = {}, raw } = {}) => {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await app.inject({
      method,
      url,
      headers: {
        ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    });
    const isJson = response.headers['content-type']?.includes('json') ?? false;
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.body,
      body: isJson && response.body !== '' ? response.json<unknown>() : undefined,
      as: (schema) => schema.parse(response.json()),
    };
  };
}

function placed(answer: Answer): PlacedOrder {
  if (answer.status !== 201) throw new Error(`not placed: ${answer.text}`);
  return answer.as(Order);
}
