import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listOf } from '../../api/cursor.ts';
import { ListedTemplate, TemplateVersion } from '../../api/schemas/template.ts';
import { openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
  for (const shop of ['tea', 'ink'])
    await api.ask('PUT', `/v1/shops/${shop}`, { policy: 'default', locale: 'en' });
});
afterAll(() => api.close());

const get = (name: string, shop = 'tea', key?: string) =>
  api.ask('GET', `/v1/templates/${name}?shop=${shop}`, undefined, key === undefined ? {} : { key });
const put = (name: string, body: unknown, shop = 'tea', key?: string) =>
  api.ask('PUT', `/v1/templates/${name}?shop=${shop}`, body, key === undefined ? {} : { key });
const preview = (name: string, body: unknown = {}, shop = 'tea') =>
  api.ask('POST', `/v1/templates/${name}/preview?shop=${shop}`, body);

describe('a shop’s template', () => {
  test('starts as the built-in words, version 0', async () => {
    const { status, body } = await get('reminder');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'reminder',
      shop: 'tea',
      version: 0,
      template: {},
      builtIn: { subject: expect.stringContaining('left to pay'), short: expect.stringContaining('stopUrl') },
    });
    expect((await get('reminder.zh-CN')).body).toMatchObject({
      builtIn: { subject: expect.stringContaining('待付款') },
    });
    expect((await get('reminder.en.cute')).body).toMatchObject({
      builtIn: { heading: 'Waiting to come home with you' },
    });
  });

  test('gets a version each time its words change, and only then', async () => {
    const one = { subject: 'Order {{ orderNumber }} waits' };
    expect((await put('paid', one)).body).toMatchObject({ version: 1, template: one });
    expect((await put('paid', one)).body).toMatchObject({ version: 1 });
    expect((await put('paid', { ...one, heading: 'Thanks' })).body).toMatchObject({ version: 2 });
    expect((await get('paid')).body).toMatchObject({ version: 2, template: { ...one, heading: 'Thanks' } });
    expect((await put('paid', {})).body).toMatchObject({ version: 3, template: {} });
    const kept = await api.shop.database.client.template.findMany({ where: { shop: 'tea', name: 'paid' } });
    expect(kept.map(({ version }) => version).toSorted()).toEqual([1, 2, 3]);
  });

  test('belongs to the shop alone', async () => {
    await put('closed', { heading: 'Tea time is over' });
    expect((await get('closed', 'ink')).body).toMatchObject({ version: 0 });
    const key = await api.keyWith(['admin', 'staff'], 'ink');
    expect((await put('closed', { heading: 'x' }, 'tea', key)).body).toMatchObject({
      code: 'shop_not_found',
    });
    expect((await get('closed', 'tea', key)).status).toBe(404);
    expect((await put('closed', { heading: 'Ink is dry' }, 'ink', key)).status).toBe(200);
  });

  test.each([
    ['an unknown variable', { body: 'Dear {{ customer }}' }, 'body', 'customer'],
    ['one that messages of this purpose do not have', { heading: '{{ payUrl }}' }, 'heading', 'payUrl'],
    ['Liquid that does not parse', { subject: '{% if x %}' }, 'subject', 'if'],
    ['no way to stop', { short: 'Closed.' }, 'short', 'stopUrl'],
    ['a part that is none', { footer: 'x' }, 'footer', 'not known'],
    ['no words', { subject: '  ' }, 'subject', ''],
  ])('with %s is refused, naming it', async (_, body, field, word) => {
    const answer = await put('closed', body);
    expect(answer.body).toMatchObject({
      status: 422,
      code: 'invalid_request',
      errors: [{ field, in: 'body' }],
    });
    expect(answer.text).toContain(word);
  });

  test('is listed in its newest version, with the names it may use and the shop’s others', async () => {
    await api.ask('PUT', '/v1/shops/listed', { policy: 'default' });
    for (const heading of ['One', 'Two']) await put('paid.en', { heading }, 'listed');
    await put('closed', { heading: 'Over' }, 'listed');
    const { data } = (await api.ask('GET', '/v1/templates?shop=listed')).as(listOf(ListedTemplate));
    expect(data).toMatchObject([
      { name: 'closed', shop: 'listed', version: 1, template: { heading: 'Over' } },
      { name: 'paid.en', version: 2, template: { heading: 'Two' } },
    ]);
    const variables = async (name: string) =>
      (await get(name, 'listed')).as(TemplateVersion).variables.includes('payUrl');
    expect([await variables('reminder'), await variables('paid')]).toEqual([true, false]);
    const page = await api.ask('GET', '/v1/templates?shop=listed&limit=1');
    const { nextCursor } = page.as(listOf(ListedTemplate));
    expect((await api.ask('GET', `/v1/templates?shop=listed&cursor=${nextCursor}`)).body).toMatchObject({
      data: [{ name: 'paid.en' }],
      nextCursor: null,
    });
  });

  test('that has moved on is not written by who read it before', async () => {
    const { etag } = (await get('shipment')).headers;
    expect(etag).toBe('"0"');
    const write = (heading: string, tag: unknown) =>
      api.ask(
        'PUT',
        '/v1/templates/shipment?shop=tea',
        { heading },
        { headers: { 'if-match': String(tag) } },
      );
    const first = await write('On its way', etag);
    expect([first.status, (await write('On its way', etag)).status]).toEqual([200, 200]);
    expect((await write('Nearly there', etag)).body).toMatchObject({ status: 412, version: 1 });
    expect((await write('Nearly there', first.headers['etag'])).body).toMatchObject({ version: 2 });
  });

  test('under a name that is none is 404, in a shop that is none too', async () => {
    for (const name of ['remind', 'reminder.fr', 'reminder.cute'])
      expect((await put(name, { subject: 'x' })).body).toMatchObject({ code: 'template_not_found' });
    expect((await get('reminder', 'nowhere')).body).toMatchObject({ code: 'shop_not_found' });
  });

  test('of two writers at once are two versions', async () => {
    const bodies = Array.from({ length: 6 }, (_, n) => ({ heading: `Paid ${n}` }));
    const answers = await Promise.all(bodies.map((body) => put('refunded', body)));
    expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 200));
    const kept = await api.shop.database.client.template.findMany({
      where: { shop: 'tea', name: 'refunded' },
    });
    expect(kept.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('a preview', () => {
  test('shows every channel, and stores nothing', async () => {
    const template = {
      subject: 'Hi {{ buyerName }}',
      heading: 'Your pot waits',
      body: 'Pay {{ amountDue }}.',
    };
    const { status, body } = await preview('reminder', { template });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      locale: 'en',
      channels: {
        sms: { text: expect.stringContaining('A-1042'), encoding: 'GSM-7', parts: 1 },
        email: { subject: 'Hi Lin', html: expect.stringContaining('Your pot waits') },
        push: { subject: 'Hi Lin' },
        in_app: { text: expect.stringContaining('Pay CN¥247.00.') },
      },
    });
    expect((await get('reminder')).body).toMatchObject({ version: 0 });
  });

  test('of the stored words, in the language and for the goods asked for', async () => {
    await put('win_back', { heading: 'Come back' });
    expect((await preview('win_back')).text).toContain('Come back');
    expect((await preview('reminder', { locale: 'zh-CN' })).text).toContain('您的订单还在等您付款');
    expect((await preview('reminder.en', { persona: 'cute' })).text).toContain(
      'Waiting to come home with you',
    );
    expect((await preview('reminder.en', { stage: 'last_call', emphasis: 'delivery' })).text).toContain(
      'ships today',
    );
  });

  test('puts the words that are tried among the shop’s others, where their name has them', async () => {
    await put('deadline_notice', { heading: 'General', subject: 'General subject' }, 'ink');
    const { text } = await preview('deadline_notice.en', { template: { heading: 'Special' } }, 'ink');
    expect(text).toContain('Special');
    expect(text).toContain('General subject');
  });

  test('of words that can’t be used says why', async () => {
    const answer = await preview('reminder', { template: { short: '{{ payUrl }}', body: '{{ nobody }}' } });
    expect(answer.body).toMatchObject({ status: 422, errors: [{ field: 'template.body', in: 'body' }] });
  });

  test('puts no HTML of a template or of names into a mail', async () => {
    const template = { body: '<script>alert({{ orderNumber }})</script>' };
    const { body } = await preview('reminder', { template });
    expect(JSON.stringify(body)).toContain('&lt;script&gt;');
    expect(body).toMatchObject({ channels: { email: { html: expect.not.stringContaining('<script>') } } });
  });
});
