import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SECOND } from '../../domain/duration.ts';
import { isSignedBy, privateKeyOf, publicKeyOf, signText } from '../../providers/payment/wallet/signature.ts';
import { FaultSetting, createFaults, seededRandom, type Faults } from '../sandbox/faults.ts';
import { SandboxProblem } from '../sandbox/problem.ts';
import { goneSignal } from '../sandbox/routes/parts.ts';
import { walletNotices, type Notices } from './notices.ts';
import { pageOf } from './page.ts';
import { Payment, RefundRequest, TradeRequest, WalletRefused, walletBooks } from './trades.ts';
import type { KeptTrade, WalletBooks } from './trades.ts';

export interface WalletAppOptions {
  /** Where notices go. */
  readonly noticeUrl: string;
  /** PEM: the wallet's own key, and the merchant's public one. */
  readonly walletKey: string;
  readonly merchantKey: string;
  readonly now?: () => Date;
  readonly slowMs?: number;
  readonly retryMs?: number;
}

interface Parts {
  readonly books: WalletBooks;
  readonly notices: Notices;
  readonly faults: Faults;
  readonly now: () => Date;
  readonly keys: {
    readonly wallet: ReturnType<typeof privateKeyOf>;
    readonly merchant: ReturnType<typeof publicKeyOf>;
  };
}

const TradePath = z.object({ no: z.string() });

/** A simulated wallet: what merchants call is signed both ways and can be made to fail; paying and faults are for people and tests. */
export async function buildWallet(options: WalletAppOptions): Promise<FastifyInstance> {
  const { now = () => new Date(), slowMs = 15 * SECOND, retryMs } = options;
  const keys = { wallet: privateKeyOf(options.walletKey), merchant: publicKeyOf(options.merchantKey) };
  const notices = walletNotices({
    url: options.noticeUrl,
    walletKey: keys.wallet,
    now,
    ...(retryMs === undefined ? {} : { retryMs }),
  });
  const faults = createFaults({ slowMs, random: seededRandom(1) });
  const app = Fastify({ logger: false, forceCloseConnections: true, routerOptions: { maxParamLength: 300 } });
  app.removeAllContentTypeParsers();
  for (const type of ['application/json', 'application/x-www-form-urlencoded'])
    app.addContentTypeParser(type, { parseAs: 'string' }, (_request, body, done) => done(null, body));
  const parts = { books: walletBooks(now), notices, faults, now, keys };
  merchantRoutes(app, parts);
  peoplesRoutes(app, parts);
  app.addHook('preClose', async () => faults.stop());
  app.addHook('onClose', () => notices.stop());
  return app;
}

/** What merchants call. */
function merchantRoutes(app: FastifyInstance, parts: Parts): void {
  const { books, notices } = parts;
  app.post('/trades', (request, reply) =>
    answer(parts, 'open', request, reply, () =>
      shown(request, books.open(TradeRequest.parse(json(request)))),
    ),
  );
  app.get('/trades/:no', (request, reply) =>
    answer(parts, 'ask', request, reply, () => shown(request, books.find(tradeNo(request)))),
  );
  app.post('/trades/:no/close', (request, reply) =>
    answer(parts, 'close', request, reply, () => shown(request, books.close(tradeNo(request)))),
  );
  app.post('/refunds', (request, reply) =>
    answer(parts, 'refund', request, reply, () => {
      const asked = RefundRequest.parse(json(request));
      const { made, ...refund } = books.refund(asked);
      const { outTradeNo, outRefundNo, amount, currency } = asked;
      const { orderId } = books.find(outTradeNo).request;
      const about = { outTradeNo, outRefundNo, orderId, amount, currency };
      if (made) notices.send({ type: 'REFUND_SUCCESS', ...about }, 1);
      return refund;
    }),
  );
}

/** Paying, looking and making trouble. Never faulted, never signed. */
function peoplesRoutes(app: FastifyInstance, { books, notices, faults }: Parts): void {
  const pay = (no: string, payment: Payment) => payAndTell({ books, notices }, no, payment);
  app.route({ method: 'GET', url: '/healthz', handler: async () => ({ status: 'ok' }) });
  app.route({
    method: 'PUT',
    url: '/faults',
    handler: async (request) => {
      faults.set(FaultSetting.parse(json(request)));
      return faults.current();
    },
  });
  app.route({
    method: 'POST',
    url: '/trades/:no/pay',
    handler: async (request) => shown(request, pay(tradeNo(request), Payment.parse(json(request)))),
  });
  app.route({
    method: 'GET',
    url: '/trades/:no/page',
    handler: async (request, reply) =>
      reply.type('text/html; charset=utf-8').send(pageOf(books.find(tradeNo(request)))),
  });
  app.route({
    method: 'POST',
    url: '/trades/:no/page',
    handler: async (request, reply) => {
      const outcome = new URLSearchParams(text(request)).get('outcome');
      const trade = pay(tradeNo(request), Payment.parse({ outcome }));
      return reply.redirect(trade.request.returnUrl, 303);
    },
  });
  app.setErrorHandler((error, _request, reply) => {
    const { status, body } = refusal(error);
    return reply.code(status).send(body);
  });
}

function payAndTell(
  { books, notices }: Pick<Parts, 'books' | 'notices'>,
  no: string,
  payment: Payment,
): KeptTrade {
  const trade = books.pay(no, payment);
  const { orderId, amount: asked, currency } = trade.request;
  const about = { outTradeNo: no, orderId, amount: payment.amount ?? asked, currency };
  const failure = payment.outcome === 'FAILED' ? { failureCode: payment.failureCode } : {};
  const copies = { send: 1, twice: 2, drop: 0 }[payment.notice];
  notices.send({ type: `TRADE_${payment.outcome}`, ...about, ...failure }, copies);
  return trade;
}

/** Answers a merchant: signed, for this call. Who did not sign as the merchant is told so. */
async function answer(
  { faults, keys, now }: Parts,
  call: 'open' | 'ask' | 'close' | 'refund',
  request: FastifyRequest,
  reply: FastifyReply,
  work: () => object,
): Promise<FastifyReply> {
  const about = `${request.method} ${request.url}`;
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const said = await faults
    .around(call, goneSignal(reply), () => {
      if (!isSignedBy(keys.merchant, headers, { about, body: text(request) }, now()))
        throw new WalletRefused(401, 'INVALID_SIGNATURE', 'The merchant did not sign this.');
      return { status: 200, body: work() };
    })
    .catch(refusal);
  const body = JSON.stringify(said.body);
  const signed = signText(keys.wallet, { about, body }, now());
  return reply.code(said.status).headers(signed).type('application/json').send(body);
}

function refusal(error: unknown): { readonly status: number; readonly body: object } {
  if (error instanceof WalletRefused) {
    const { status, code, message, state } = error;
    return { status, body: { code, message, ...(state === undefined ? {} : { state }) } };
  }
  if (error instanceof SandboxProblem)
    return { status: error.status, body: { code: error.code, message: error.message } };
  if (error instanceof z.ZodError)
    return { status: 422, body: { code: 'INVALID_REQUEST', message: error.message } };
  throw error;
}

function shown(request: FastifyRequest, { request: asked, state, failureCode, paid }: KeptTrade) {
  const { outTradeNo, orderId, amount, currency, method, expiresAt } = asked;
  const payUrl = `${request.protocol}://${request.host}/trades/${encodeURIComponent(outTradeNo)}/page`;
  return {
    outTradeNo,
    orderId,
    amount,
    currency,
    method,
    expiresAt,
    state,
    payUrl,
    qrCode: `wallet://pay?to=${outTradeNo}`,
    ...(state === 'FAILED' ? { failureCode } : {}),
    ...(paid ? { paid } : {}),
  };
}

function text({ body }: FastifyRequest): string {
  return typeof body === 'string' ? body : '';
}

function json(request: FastifyRequest): unknown {
  try {
    return JSON.parse(text(request));
  } catch {
    throw new WalletRefused(400, 'INVALID_REQUEST', 'The body is not JSON.');
  }
}

function tradeNo({ params }: FastifyRequest): string {
  return TradePath.parse(params).no;
}
