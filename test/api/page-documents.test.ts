import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listOf } from '../../api/cursor.ts';
import { CreditReview, ReadDocument } from '../../api/schemas/credit.ts';
import { openApi } from './support/api.ts';
import type { Answer, TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
  const small = { credit: { documents: { kinds: ['income', 'deed'], maxBytes: 1_000, most: 3 } } };
  await api.ask('PUT', '/v1/policies/small', small);
  await api.ask('PUT', '/v1/shops/small', { policy: 'small' });
});
afterEach(() => {
  api.gateway.away = false;
});
afterAll(() => api.close());

interface File {
  readonly field?: string;
  readonly name?: string;
  /** What the browser says it is. */
  readonly type?: string;
  readonly content: string | Buffer;
}

const pdf = '%PDF-1.7 what I earn';
const png = Buffer.from('89504e470d0a1a0a', 'hex');
/** A field that was left empty, as browsers send it. */
const empty: File = { field: 'document.address', name: '', type: 'application/octet-stream', content: '' };

/** A form with files as a browser sends it. */
function multipart(fields: Readonly<Record<string, string>>, files: readonly File[]): Buffer {
  const parts = [
    ...Object.entries(fields).map(([name, value]) => [`name="${name}"`, Buffer.from(value)] as const),
    ...files.map(({ field = 'document.income', name = 'payslip.pdf', type = 'application/pdf', content }) => {
      const head = `name="${field}"; filename="${name}"\r\nContent-Type: ${type}`;
      return [head, Buffer.from(content)] as const;
    }),
  ];
  const written = parts.flatMap(([head, content]) => [
    Buffer.from(`--edge\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    content,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...written, Buffer.from('--edge--\r\n')]);
}

const key = 'a-key-new-with-every-page';
const pathOf = (orderId: string, audience: 'buyer' | 'friend' = 'buyer') =>
  `/pay/${api.links.sign({ audience, orderId })}`;
const open = (path: string) => api.ask('GET', `${path}?lang=en`, undefined, { key: '' });

async function send(
  orderId: string,
  files: readonly File[],
  more: { audience?: 'buyer' | 'friend'; fields?: Record<string, string> } = {},
): Promise<string | undefined> {
  const { audience, fields = { key, revision: '1', lang: 'en' } } = more;
  const answer = await api.app.inject({
    method: 'POST',
    url: `${pathOf(orderId, audience)}/documents?lang=en`,
    headers: { 'content-type': 'multipart/form-data; boundary=edge' },
    payload: multipart(fields, files),
  });
  expect(answer.statusCode).toBe(303);
  return (
    new URL(String(answer.headers['location']), 'http://shop.test').searchParams.get('notice') ?? undefined
  );
}

async function applied(changes: Record<string, unknown> = {}): Promise<string> {
  const { id } = await api.place(changes);
  await api.ask('POST', `/v1/orders/${id}/credit-application`, { product: 'pay_later' });
  return id;
}

/** An application of grade B for more than it is good for. */
async function declinedB(): Promise<string> {
  const sku = 'wardrobe';
  await api.ask('PUT', `/v1/stock/${sku}`, { onHand: 9, price: { amount: 600_000, currency: 'CNY' } });
  const line = { sku, quantity: 1, unitPrice: { amount: 600_000, currency: 'CNY' } };
  const id = await applied({ lines: [line] });
  await api.reportFor(id, 640);
  return id;
}

const kept = (orderId: string) =>
  api.shop.database.client.creditDocument.findMany({ where: { orderId }, orderBy: { number: 'asc' } });
const read = async (orderId: string): Promise<readonly unknown[]> => {
  const { data } = (await api.ask('GET', `/v1/credit-reviews?orderId=${orderId}`)).as(listOf(CreditReview));
  const [review] = data;
  const answers: Answer[] = [];
  for (const { id } of review?.documents ?? [])
    answers.push(await api.ask('GET', `/v1/credit-reviews/${review?.id}/documents/${id}`));
  return answers.map((answer) => answer.as(ReadDocument));
};

describe('the payment page takes documents', () => {
  test('of several kinds at once, encrypted, which staff read as they were sent', async () => {
    const id = await applied();
    const files = [
      { content: pdf, name: 'C:\\papers\\工资单.pdf' },
      { content: png, name: 'scan.png', type: 'image/png', field: 'document.identity' },
      empty,
    ];
    expect(await send(id, files)).toBe('documents_sent');
    const rows = await kept(id);
    expect(rows.map(({ kind, mediaType }) => [kind, mediaType])).toEqual([
      ['income', 'application/pdf'],
      ['identity', 'image/png'],
    ]);
    expect(Buffer.from(rows[0]?.sealedContent ?? []).toString()).not.toContain('what I earn');
    await api.reportFor(id, 300); // which a person decides, since there are documents
    expect(await read(id)).toMatchObject([
      { kind: 'income', name: '工资单.pdf', contentBase64: Buffer.from(pdf).toString('base64') },
      { kind: 'identity', name: 'scan.png', mediaType: 'image/png' },
    ]);
    const { text } = await open(pathOf(id));
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'We have received: Proof of income (1), Proof of identity (1).',
    );
  });

  test('by what they begin like, whatever browser and name say', async () => {
    const id = await applied();
    const disguised = { content: png, name: 'mine.pdf', type: 'application/pdf' };
    expect(await send(id, [disguised])).toBe('documents_sent');
    expect(await kept(id)).toMatchObject([{ mediaType: 'image/png' }]);
  });

  test('once, however often the form is sent', async () => {
    const id = await applied();
    expect(await send(id, [{ content: pdf }])).toBe('documents_sent');
    expect(await send(id, [{ content: pdf }])).toBe('documents_sent');
    expect(await kept(id)).toHaveLength(1);
  });

  test('after a decline, where an offer asks for them: it is decided anew', async () => {
    const id = await declinedB();
    const { text } = await open(pathOf(id));
    expect(text).toContain('href="#documents"');
    expect(text).toContain('/documents?lang=en"');
    expect(await send(id, [{ content: pdf }])).toBe('documents_sent');
    expect((await api.shop.order(id)).credit).toMatchObject({ state: 'manual_review' });
    expect(await api.shop.story(id)).toContain('offer_accepted:documents');
  });

  test('until their buyer is erased, with all of them', async () => {
    const id = await applied();
    await send(id, [{ content: pdf }]);
    const { customerId } = await api.shop.order(id);
    expect((await api.ask('DELETE', `/v1/customers/${customerId}`)).status).toBe(204);
    expect(await kept(id)).toEqual([]);
  });
});

describe('the payment page refuses, and keeps nothing of,', () => {
  test.each<[string, readonly File[], string]>([
    ['a form without a file', [empty], 'documents_missing'],
    ['a page that says it is a PDF', [{ content: '<html>' }], 'document_type'],
    ['words that say they are a PDF', [{ content: 'I earn enough' }], 'document_type'],
    ['a file without content', [{ content: '' }], 'document_type'],
    ['a good file beside a bad one', [{ content: pdf }, { content: 'MZ' }], 'document_type'],
  ])('%s', async (_, files, notice) => {
    const id = await applied();
    expect(await send(id, files)).toBe(notice);
    expect(await kept(id)).toEqual([]);
    expect((await open(pathOf(id))).status).toBe(200);
  });

  test.each<[string, readonly File[], string]>([
    ['a file of one byte more than the policy takes', [{ content: pdf.padEnd(1_001) }], 'document_too_large'],
    ['one file more', Array.from({ length: 4 }, () => ({ content: pdf })), 'too_many_documents'],
    ['very many', Array.from({ length: 40 }, () => ({ content: pdf })), 'too_many_documents'],
  ])('%s', async (_, files, notice) => {
    const id = await applied({ shop: 'small' });
    expect(await send(id, files)).toBe(notice);
    expect(await kept(id)).toEqual([]);
  });

  test('nothing of the largest file the policy takes', async () => {
    const id = await applied({ shop: 'small' });
    expect(await send(id, [{ content: pdf.padEnd(1_000) }])).toBe('documents_sent');
  });

  test('what a friend sends', async () => {
    const id = await applied();
    expect(await send(id, [{ content: pdf }], { audience: 'friend' })).toBe('buyer_only');
    expect(await kept(id)).toEqual([]);
    expect((await open(pathOf(id, 'friend'))).text).not.toContain('type="file"');
  });

  test.each<[string, () => Promise<string>]>([
    ['of an order nobody applied for', async () => (await api.place()).id],
    [
      'of a declined one of grade C',
      async () => {
        const id = await applied();
        await api.reportFor(id, 300);
        return id;
      },
    ],
  ])('documents %s', async (_, order) => {
    const id = await order();
    expect((await open(pathOf(id))).text).not.toContain('type="file"');
    expect(await send(id, [{ content: pdf }])).toBe('documents_not_taken');
    expect(await kept(id)).toEqual([]);
  });

  test('documents while the engine is away, and says to try again', async () => {
    const id = await applied();
    api.gateway.away = true;
    expect(await send(id, [{ content: pdf }])).toBe('try_again');
  });

  test('a form that is none', async () => {
    const id = await applied();
    const raw = new URLSearchParams({ key, revision: '1' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await api.ask('POST', `${pathOf(id)}/documents`, undefined, { key: '', raw, headers });
    expect(answer.headers['location']).toContain('notice=documents_missing');
  });

  test('a body that breaks off', async () => {
    const id = await applied();
    const answer = await api.app.inject({
      method: 'POST',
      url: `${pathOf(id)}/documents`,
      headers: { 'content-type': 'multipart/form-data; boundary=edge' },
      payload: multipart({}, [{ content: pdf }]).subarray(0, 120),
    });
    expect([answer.statusCode, answer.headers['location']]).toEqual([303, `${pathOf(id)}?notice=try_again`]);
    expect(await kept(id)).toEqual([]);
  });
});

describe('the form', () => {
  test('asks for the policy’s kinds and says what may be sent, also in Chinese', async () => {
    const id = await applied({ shop: 'small' });
    const english = (await open(pathOf(id))).text.replaceAll(/\s+/g, ' ');
    expect(english).toContain('PDF, JPEG or PNG, up to 0.9 KB each, 3 more files in all.');
    expect(english).toContain('name="document.income"');
    expect(english).toContain('name="document.deed"');
    expect(english).toContain('accept=".pdf,.jpg,.jpeg,.png"');
    const chinese = (await api.ask('GET', `${pathOf(id)}?lang=zh-CN`, undefined, { key: '' })).text;
    expect(chinese).toContain('还可上传 3 个文件');
  });

  test('is gone once there are as many as are taken', async () => {
    const id = await applied({ shop: 'small' });
    await send(id, [{ content: pdf }, { content: pdf, name: 'b.pdf' }, { content: pdf, name: 'c.pdf' }]);
    const { text } = await open(pathOf(id));
    expect(text).not.toContain('type="file"');
    expect(text).toContain('You have sent as many files as we can take.');
  });
});
