import { describe, expect, test } from 'vitest';
import { amountField, amountText, amountTyped } from '../../../dev/sandbox/pages/amount-text.ts';
import { html } from '../../../console/html.ts';
import { instantText, timeLeftText } from '../../../dev/sandbox/pages/instant-text.ts';
import { aSandbox } from './sandbox-environment.ts';

/** A sandbox with one session, and its checkout as a person sees and uses it. */
async function checkout(changes: Readonly<Record<string, unknown>> = {}) {
  const sandbox = await aSandbox();
  const { body: session } = await sandbox.open(changes);
  const url = `/sessions/${session.id}/checkout`;
  return {
    sandbox,
    session,
    page: () => sandbox.app.inject(url),
    choose: (fields: Record<string, string>) =>
      sandbox.app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      }),
    state: async () => (await sandbox.call('GET', `/sessions/${session.id}`)).body,
  };
}

describe('the checkout page', () => {
  test('shows what is paid and how long there is, without a script', async () => {
    const { page } = await checkout();
    const { statusCode, headers, body } = await page();
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain('CN¥123.45');
    expect(body).toContain('order-1');
    expect(body).toContain('<dd>1 h</dd>');
    expect(body).not.toMatch(/<script/i);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  test.each([
    ['pay', { action: 'succeeded', webhook: 'drop' }, { state: 'succeeded', paid: { amount: 12345 } }],
    ['stay processing', { action: 'processing', webhook: 'drop' }, { state: 'processing' }],
    [
      'fail with a code',
      { action: 'failed:limit_exceeded', webhook: 'drop' },
      { state: 'failed', failureCode: 'limit_exceeded' },
    ],
    [
      'pay another amount',
      { action: 'succeeded', amount: '100.5' },
      { state: 'succeeded', paid: { amount: 10050 } },
    ],
  ])('lets a person %s and leads back to the shop', async (_, fields, expected) => {
    const { choose, state } = await checkout();
    const { statusCode, headers } = await choose(fields);
    expect([statusCode, headers['location']]).toEqual([303, 'https://shop.example/pay/token']);
    expect(await state()).toMatchObject(expected);
  });

  test.each(['', '0', '-1', '1.234', 'abc', '1e3'])(
    'refuses the amount %j and charges nothing',
    async (amount) => {
      const { choose, state } = await checkout();
      const { statusCode, body } = await choose({ action: 'succeeded', amount });
      expect([statusCode, body]).toEqual([
        422,
        expect.stringContaining('That is no amount that can be paid.'),
      ]);
      expect((await state()).state).toBe('open');
    },
  );

  test.each([
    ['insufficient_funds', 'failed:insufficient_funds'],
    ['authentication_failed', 'failed:authentication_failed'],
    ['limit_exceeded', 'failed:limit_exceeded'],
    ['network_error', 'failed:network_error'],
    ['declined', 'failed:declined'],
  ])('offers to fail with %s', async (_, value) => {
    const { page } = await checkout();
    expect((await page()).body).toContain(`value="${value}"`);
  });

  test('of a failed session says why and can be used again', async () => {
    const { page, choose } = await checkout();
    await choose({ action: 'failed:network_error' });
    const { body } = await page();
    expect(body).toContain('<strong>network_error</strong>');
    expect(body).toContain('value="succeeded"');
  });

  test('of a processing session lets it be settled', async () => {
    const { page, choose, state } = await checkout();
    await choose({ action: 'processing' });
    expect((await page()).body).toContain('Succeed with CN¥123.45');
    await choose({ action: 'succeeded' });
    expect((await state()).state).toBe('succeeded');
  });

  test('of a paid session says thank you and offers nothing', async () => {
    const { page, choose } = await checkout();
    await choose({ action: 'succeeded' });
    const { body } = await page();
    expect(body).toContain('Paid: CN¥123.45');
    expect(body).not.toContain('<form');
  });

  test('of a closed session says so, and a stale form charges nothing', async () => {
    const { sandbox, session, page, choose, state } = await checkout();
    await sandbox.call('POST', `/sessions/${session.id}/close`);
    expect((await page()).body).toContain('closed by the shop');
    expect((await page()).body).not.toContain('<form');
    const stale = await choose({ action: 'succeeded' });
    expect([stale.statusCode, stale.body]).toEqual([409, expect.stringContaining('role="alert"')]);
    expect((await state()).state).toBe('closed');
  });

  test('of an expired session says so, by its order’s clock', async () => {
    const { sandbox, page } = await checkout();
    await sandbox.call('PUT', '/clocks/order-1', { offsetMs: 3_600_000 });
    const { body } = await page();
    expect(body).toContain('has expired');
    expect(body).not.toContain('<form');
  });

  test('of a session there is not is a page with 404', async () => {
    const { app } = await aSandbox();
    const { statusCode, headers } = await app.inject('/sessions/ses_none/checkout');
    expect([statusCode, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
  });

  test('escapes what others wrote', async () => {
    const { page } = await checkout({
      orderId: '<script>alert("1")</script>',
      returnUrl: 'https://shop.example/?a="b"&c=\'d\'',
    });
    const { body } = await page();
    expect(body).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(body).not.toContain('<script>');
    expect(body).toContain('href="https://shop.example/?a=&quot;b&quot;&amp;c=&#39;d&#39;"');
  });
});

describe('the front page', () => {
  test('lists the sessions, newest first, with a way to each checkout', async () => {
    const { sandbox, session } = await checkout();
    const { body: newer } = await sandbox.open({ orderId: 'order-2' }, 'key-2');
    const { body } = await sandbox.app.inject('/');
    const links = [...body.matchAll(/href="(\/sessions\/[^"]+)"/g)].map(([, link]) => link);
    expect(links).toEqual([`/sessions/${newer.id}/checkout`, `/sessions/${session.id}/checkout`]);
  });

  test('says so when there is none', async () => {
    const { app } = await aSandbox();
    expect((await app.inject('/')).body).toContain('No session yet');
  });
});

describe('what people read and type', () => {
  test.each([
    [12345, 'CNY', 'CN¥123.45', '123.45'],
    [5, 'EUR', '€0.05', '0.05'],
    [500, 'JPY', '¥500', '500'],
    [1234, 'KWD', 'KWD 1.234', '1.234'],
  ])('%i minor units of %s are %s', (amount, currency, text, field) => {
    expect(amountText(amount, currency).replace(/\s/g, ' ')).toBe(text);
    expect(amountField(amount, currency)).toBe(field);
    expect(amountTyped(field, currency)).toBe(amount);
  });

  test.each([
    ['12', 'CNY', 1200],
    [' 12,5 ', 'CNY', 1250],
    ['12.345', 'CNY', undefined],
    ['1.5', 'JPY', undefined],
    ['1.234', 'KWD', 1234],
    ['.5', 'CNY', undefined],
    ['1,234.00', 'CNY', undefined],
  ])('%j typed in %s is %s', (typed, currency, amount) => {
    expect(amountTyped(typed, currency)).toBe(amount);
  });

  test.each([
    ['2026-11-23T02:00:59.999Z', 'under a minute'],
    ['2026-11-23T02:01:00.000Z', '1 min'],
    ['2026-11-23T04:00:00.000Z', '2 h'],
    ['2026-11-23T04:05:59.000Z', '2 h 5 min'],
    ['2026-11-25T03:59:00.000Z', '2 d 1 h'],
    ['2026-11-25T02:59:00.000Z', '2 d'],
  ])('until %s there is %s', (to, text) => {
    expect(timeLeftText('2026-11-23T02:00:00.000Z', to)).toBe(text);
  });

  test('instants are in UTC', () => {
    expect(instantText('2026-11-23T23:30:00.000Z')).toBe('23 Nov 2026, 23:30 UTC');
  });

  test('values are escaped unless they are HTML themselves', () => {
    expect(
      html`<p title="${'"'}">${'<b>'}${html`<i>${'&'}</i>`}${[html`1`, html`2`]}${undefined}${0}</p>`.markup,
    ).toBe('<p title="&quot;">&lt;b&gt;<i>&amp;</i>120</p>');
  });
});
