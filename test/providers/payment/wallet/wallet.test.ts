import { describe, expect, test } from 'vitest';
import { newWalletKeys } from '../../../../dev/wallet/keys.ts';
import { ProviderUnavailable } from '../../../../providers/ports.ts';
import { privateKeyOf, signText } from '../../../../providers/payment/wallet/signature.ts';
import { walletPayments } from '../../../../providers/payment/wallet/provider.ts';
import { httpPeer } from '../../../support/http-peer.ts';
import { webhookReceiver } from '../../../dev/sandbox/sandbox-environment.ts';
import { request as sandboxRequest } from '../sandbox-connection.ts';
import { START, aWallet, keys } from './simulated-wallet.ts';

const request = { ...sandboxRequest, method: 'alipay' as const };
const session = { sessionId: 'row-1', orderId: 'order-1' };
const refund = { key: 'pay-1/late', orderId: 'order-1', reference: 'row-1', amount: 45, currency: 'CNY' };

describe('a trade at the wallet', () => {
  test('is opened once under our key, with a page and a code to scan', async () => {
    const { wallet, baseUrl } = await aWallet();
    const opened = await wallet.openSession(request);
    expect(opened).toEqual({
      sessionId: 'row-1',
      url: `${baseUrl}/trades/row-1/page`,
      qrCode: 'wallet://pay?to=row-1',
      expiresAt: request.expiresAt,
    });
    expect(await wallet.openSession(request)).toEqual(opened);
    expect(await wallet.findSession(request)).toEqual(opened);
    expect(await wallet.findSession({ ...request, idempotencyKey: 'never-seen' })).toBe('none');
  });

  test.each([
    ['nothing', undefined, { state: 'open' }],
    ['PAYING', {}, { state: 'processing' }],
    ['FAILED', { failureCode: 'balance_not_enough' }, { state: 'failed', failureCode: 'balance_not_enough' }],
    ['SUCCESS', {}, { state: 'succeeded', amount: 12345, currency: 'CNY', at: START }],
    ['SUCCESS', { amount: 5 }, { state: 'succeeded', amount: 5, currency: 'CNY', at: START }],
  ])('with %s paid on it says so when asked', async (outcome, more, answer) => {
    const { wallet, pay } = await aWallet();
    await wallet.openSession(request);
    if (more) await pay('row-1', { outcome, ...more });
    expect(await wallet.askSession(session)).toEqual(answer);
  });

  test('closes by itself at its time, and is closed by us', async () => {
    const { wallet, moveTo, pay } = await aWallet();
    await wallet.openSession(request);
    await wallet.openSession({ ...request, idempotencyKey: 'row-2' });
    expect(await wallet.closeSession({ ...session, sessionId: 'row-2' })).toEqual({ state: 'closed' });
    expect((await pay('row-2', { outcome: 'SUCCESS' })).status).toBe(409);
    moveTo(request.expiresAt);
    expect(await wallet.askSession(session)).toEqual({ state: 'closed' });
  });

  test.each([
    ['SUCCESS', 'paid'],
    ['PAYING', 'processing'],
  ])('on which %s comes while it is being closed is not closed', async (outcome, state) => {
    const { wallet, pay } = await aWallet();
    await wallet.openSession(request);
    expect(await wallet.askSession(session)).toEqual({ state: 'open' });
    await pay('row-1', { outcome });
    expect(await wallet.closeSession(session)).toEqual({ state });
  });

  test('that the wallet does not know is another merchant’s: unknown, and closes nothing', async () => {
    const { wallet } = await aWallet();
    expect(await wallet.askSession(session)).toMatchObject({ state: 'unknown' });
    expect(await wallet.closeSession(session)).toMatchObject({ state: 'unknown' });
  });

  test('gives money back once under our key, and no more than was paid', async () => {
    const { wallet, pay } = await aWallet();
    await wallet.openSession(request);
    await pay('row-1', { outcome: 'SUCCESS', amount: 100 });
    const first = await wallet.refund(refund);
    expect(first).toEqual({ state: 'refunded', refundId: 'R1', at: START });
    expect(await wallet.refund(refund)).toEqual(first);
    expect(await wallet.refund({ ...refund, key: 'pay-1/excess', amount: 56 })).toMatchObject({
      state: 'refused',
      why: expect.stringContaining('55'),
    });
  });
});

describe('a notice of the wallet', () => {
  async function told(payment: object, count = 1) {
    const receiver = await webhookReceiver();
    const { wallet, pay } = await aWallet({ noticeUrl: receiver.url });
    await wallet.openSession(request);
    await pay('row-1', payment);
    const all = await receiver.arrived(count);
    return {
      wallet,
      all,
      read: (index = 0) =>
        wallet.verifyWebhook(all[index]?.headers ?? {}, all[index]?.body ?? '', new Date(START)),
    };
  }
  const about = { at: START, orderId: 'order-1', sessionId: 'row-1', amount: 12345, currency: 'CNY' };

  test.each([
    ['SUCCESS', {}, 'payment.succeeded', {}],
    ['PAYING', {}, 'payment.processing', {}],
    ['FAILED', { failureCode: 'limit_exceeded' }, 'payment.failed', { failureCode: 'limit_exceeded' }],
  ])('of %s is its event', async (outcome, payment, type, more) => {
    const { read } = await told({ outcome, ...payment });
    expect(await read()).toEqual({
      verdict: 'event',
      event: { ...about, ...more, type, id: expect.stringMatching(/^ntc_/) },
    });
  });

  test('that comes twice is the same event', async () => {
    const { read } = await told({ outcome: 'SUCCESS', notice: 'twice' }, 2);
    expect(await read(1)).toEqual(await read(0));
  });

  test('of a refund echoes our key', async () => {
    const receiver = await webhookReceiver();
    const { wallet, pay } = await aWallet({ noticeUrl: receiver.url });
    await wallet.openSession(request);
    await pay('row-1', { outcome: 'SUCCESS', notice: 'drop' });
    await wallet.refund(refund);
    const [notice] = await receiver.arrived(1);
    expect(
      await wallet.verifyWebhook(notice?.headers ?? {}, notice?.body ?? '', new Date(START)),
    ).toMatchObject({
      event: { type: 'payment.refunded', amount: 45, refundKey: 'pay-1/late' },
    });
  });

  const body = JSON.stringify({ noticeId: 'ntc_1', type: 'TRADE_SUCCESS', outTradeNo: 'row-1', ...about });
  const sign = (key: string, text = body, at = START, what = 'NOTICE') =>
    signText(privateKeyOf(key), { about: what, body: text }, new Date(at));

  test.each([
    ['without a signature', {}],
    ['signed by somebody else', sign(newWalletKeys().wallet.privateKey)],
    ['signed by ourselves', sign(keys.merchant.privateKey)],
    ['of another text', sign(keys.wallet.privateKey, body.replace('12345', '12346'))],
    ['signed 6 minutes ago', sign(keys.wallet.privateKey, body, '2026-11-23T01:54:00Z')],
    ['signed as the answer to a call', sign(keys.wallet.privateKey, body, START, 'GET /trades/row-1')],
  ])('%s is refused', async (_, headers) => {
    const { wallet } = await aWallet();
    expect(await wallet.verifyWebhook(headers, body, new Date(START))).toEqual({ verdict: 'bad_signature' });
  });

  test('that is signed and says nothing we know is unreadable', async () => {
    const { wallet } = await aWallet();
    const headers = sign(keys.wallet.privateKey, '{"hello":"world"}');
    expect(await wallet.verifyWebhook(headers, '{"hello":"world"}', new Date(START))).toMatchObject({
      verdict: 'unreadable',
    });
  });
});

describe('of a wallet that can’t be relied on nothing is known', () => {
  async function expectNothing(wallet: ReturnType<typeof walletPayments>) {
    await expect(wallet.openSession({ ...request, idempotencyKey: 'row-9' })).rejects.toThrow(
      ProviderUnavailable,
    );
    expect(await wallet.askSession(session)).toMatchObject({ state: 'unknown' });
    expect(await wallet.findSession(request)).toBe('unknown');
    expect(await wallet.closeSession(session)).toMatchObject({ state: 'unknown' });
    expect(await wallet.refund({ ...refund, reference: 'row-2' })).toMatchObject({ state: 'unknown' });
  }

  test.each(['down', 'error_after_success', 'slow'])('when it is %s', async (mode) => {
    const { wallet, adapter, fault, pay } = await aWallet();
    await wallet.openSession(request);
    await wallet.openSession({ ...request, idempotencyKey: 'row-2' });
    await pay('row-2', { outcome: 'SUCCESS' });
    await fault(mode);
    await expectNothing(adapter(150));
  });

  test('when somebody else answers in its name', async () => {
    const closed = {
      outTradeNo: 'row-1',
      state: 'CLOSED',
      payUrl: 'http://evil.example/',
      qrCode: 'x',
      expiresAt: START,
    };
    const peer = await httpPeer(() => ({ status: 200, body: closed }));
    const { merchant, wallet } = keys;
    const options = {
      baseUrl: peer.url,
      merchantId: 'shop',
      merchantKey: merchant.privateKey,
      walletKey: wallet.publicKey,
    };
    await expectNothing(walletPayments(options));
    await peer.close();
  });

  test('when it does not take our signature: the key is not the merchant’s', async () => {
    const { adapter } = await aWallet();
    const stranger = adapter(undefined, newWalletKeys().merchant.privateKey);
    expect(await stranger.askSession(session)).toEqual({
      state: 'unknown',
      why: 'INVALID_SIGNATURE: The merchant did not sign this.',
    });
    expect(await stranger.refund(refund)).toMatchObject({ state: 'unknown' });
  });
});

test('a key that is too weak, or none, is refused at start', () => {
  const options = {
    baseUrl: 'http://x',
    merchantId: 'shop',
    merchantKey: 'nonsense',
    walletKey: keys.wallet.publicKey,
  };
  expect(() => walletPayments(options)).toThrow();
});
