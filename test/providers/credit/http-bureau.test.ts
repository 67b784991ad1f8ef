import { describe, expect, test } from 'vitest';
import { buildBureau } from '../../../dev/bureau/app.ts';
import { httpBureau } from '../../../providers/credit/http-bureau.ts';
import { signWebhook } from '../../../providers/standard-webhooks.ts';
import { WEBHOOK_SECRET } from '../../support/shop.ts';
import { simulated } from '../../support/simulated.ts';

const request = {
  applicationId: '0198f7a2-0000-7000-8000-000000000001',
  product: 'pay_later',
  term: 1,
  amount: 10_000,
  currency: 'CNY',
  person: { name: 'Li Wei', phone: null, email: null },
};
const adapterTo = (baseUrl: string, timeoutMs = 30_000) =>
  httpBureau({ name: 'sandbox', baseUrl, webhookSecret: WEBHOOK_SECRET, timeoutMs });

describe('the sandbox bureau through the adapter', () => {
  test('takes a request, keeps nothing of the person, and answers nothing by itself', async () => {
    const { url, listener } = await simulated(buildBureau);
    expect(await adapterTo(url).requestReport(request)).toEqual({ state: 'requested' });
    const listed = await (await fetch(`${url}/reports/${request.applicationId}`)).text();
    expect(JSON.parse(listed)).toMatchObject({ amount: 10_000, answers: [] });
    expect(listed).not.toContain('Li Wei');
    expect(listener.webhooks).toEqual([]);
  });

  test('reports when a person lets it, signed, and the adapter reads it', async () => {
    const { url, listener, send } = await simulated(buildBureau);
    await adapterTo(url).requestReport(request);
    await send('POST', `/reports/${request.applicationId}/answer`, {
      score: 640,
      overdueInstalments: 1,
    });
    await expect.poll(() => listener.webhooks).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: '' }] = listener.webhooks;
    expect(adapterTo(url).verifyWebhook(headers, body, new Date())).toMatchObject({
      verdict: 'report',
      report: { applicationId: request.applicationId, score: 640, overdueInstalments: 1 },
    });
  });

  test.each([
    ['twice', 2],
    ['drop', 0],
  ])('%s: %i webhooks', async (webhook, times) => {
    const { listener, send } = await simulated(buildBureau);
    const answer = (body: object) => send('POST', `/reports/${request.applicationId}/answer`, body);
    await answer({ score: 640, webhook });
    await expect.poll(() => listener.webhooks).toHaveLength(times);
    await answer({ score: 641 }); // once this one is there, any of the first that were to come are there too
    await expect.poll(() => listener.webhooks.some(({ body }) => body.includes('641'))).toBe(true);
    expect(listener.webhooks.filter(({ body }) => body.includes('640'))).toHaveLength(times);
  });

  test('sends again what nobody took', async () => {
    const { listener, send } = await simulated(buildBureau);
    listener.refuse(1);
    await send('POST', `/reports/${request.applicationId}/answer`, { score: 640 });
    await expect.poll(() => listener.webhooks.length).toBe(2);
  });

  test.each(['down', 'slow', 'error_after_success'])(
    'is not reached while it is told to be %s',
    async (mode) => {
      const { url, send } = await simulated(buildBureau);
      await send('PUT', '/faults', { mode });
      const adapter = mode === 'slow' ? adapterTo(url, 1_000) : adapterTo(url);
      expect(await adapter.requestReport(request)).toMatchObject({ state: 'unknown' });
      const known = async () => (await fetch(`${url}/reports/${request.applicationId}`)).status;
      await expect.poll(known).toBe(mode === 'down' ? 404 : 200);
    },
  );
});

describe('the adapter', () => {
  const answering = (status: number, body: unknown) =>
    httpBureau({
      name: 'bureau',
      baseUrl: 'http://bureau.test',
      webhookSecret: WEBHOOK_SECRET,
      apiKey: 'key',
      fetch: async () => new Response(JSON.stringify(body), { status }),
    });
  const report = {
    id: 'r1',
    type: 'credit.report',
    at: '2026-11-23T02:00:00Z',
    data: { applicationId: request.applicationId, score: 700 },
  };

  test('takes a report that comes at once', async () => {
    expect(await answering(200, report).requestReport(request)).toMatchObject({
      state: 'reported',
      report: { score: 700, overdueInstalments: 0 },
    });
  });

  test.each([
    ['a report for somebody else', 200, { ...report, data: { ...report.data, applicationId: 'other' } }],
    ['a score there is not', 200, { ...report, data: { ...report.data, score: 1_001 } }],
    ['a refusal', 403, { error: 'no' }],
    ['a server error', 500, {}],
  ])('does not count %s as an answer', async (_, status, body) => {
    expect(await answering(status, body).requestReport(request)).toMatchObject({ state: 'unknown' });
  });

  test('names itself with its key and the application as idempotency key', async () => {
    const seen: RequestInit[] = [];
    const fetchOnce: typeof fetch = async (_, init) => {
      seen.push(init ?? {});
      return new Response('{}', { status: 202 });
    };
    await httpBureau({
      name: 'bureau',
      baseUrl: 'http://bureau.test',
      webhookSecret: WEBHOOK_SECRET,
      apiKey: 'key',
      fetch: fetchOnce,
    }).requestReport(request);
    expect(seen[0]?.headers).toMatchObject({
      authorization: 'Bearer key',
      'idempotency-key': request.applicationId,
    });
  });

  test.each([
    ['another secret', `whsec_${Buffer.from('another-secret-of-another').toString('base64')}`, 0],
    ['a signature of six minutes ago', WEBHOOK_SECRET, -6 * 60_000],
  ])('refuses a webhook with %s', (_, secret, ms) => {
    const body = JSON.stringify(report);
    const headers = signWebhook({ secret, id: 'm', at: new Date(Date.now() + ms), body });
    expect(answering(200, {}).verifyWebhook({ ...headers }, body, new Date())).toEqual({
      verdict: 'bad_signature',
    });
  });
});
