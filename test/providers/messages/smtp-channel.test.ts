import { once } from 'node:events';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { ProviderUnavailable, type OutgoingMessage } from '../../../providers/ports.ts';
import { smtpChannel, type SmtpChannel } from '../../../providers/messages/smtp/smtp-channel.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const MESSAGE: OutgoingMessage = {
  id: 'ord-7/first/email',
  to: 'lin@buyer.example',
  locale: 'zh-CN',
  subject: '订单 ord-7 待付款',
  text: '还剩 2 小时 15 分钟',
  html: '<p>还剩 <b>2 小时 15 分钟</b></p>',
  unsubscribeUrl: 'https://shop.example/stop/abc',
};

interface Peer {
  readonly port: number;
  /** Every mail the server took: who it is for, and its source. */
  readonly mails: { readonly to: string[]; readonly source: string }[];
}

/** A real SMTP server on a port of its own. */
async function smtpPeer(options: SMTPServerOptions = {}): Promise<Peer> {
  const mails: Peer['mails'] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    closeTimeout: 500,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined); // a client that goes away in the middle is part of these tests
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  open.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, mails };
}

function channelTo(port: number, timeoutMs = 30_000): SmtpChannel {
  const channel = smtpChannel({
    url: `smtp://127.0.0.1:${port}`,
    from: 'Camellia <shop@camellia.example>',
    timeoutMs,
  });
  open.unshift(async () => channel.close());
  return channel;
}

async function onlyMail({ mails }: Peer): Promise<ParsedMail> {
  expect(mails).toHaveLength(1);
  return simpleParser(mails[0]?.source ?? '');
}

/** An error as an SMTP server answers it. */
function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

describe('a mail', () => {
  test('arrives with subject, sender, text and HTML', async () => {
    const peer = await smtpPeer();
    const answer = await channelTo(peer.port).deliver(MESSAGE);
    const mail = await onlyMail(peer);
    expect(answer).toEqual({ state: 'sent', reference: '<ord-7=2Ffirst=2Femail@camellia.example>' });
    expect(mail.subject).toBe('订单 ord-7 待付款');
    expect(mail.from?.text).toBe('"Camellia" <shop@camellia.example>');
    expect(mail.text?.trim()).toBe('还剩 2 小时 15 分钟');
    expect(mail.html).toContain('<b>2 小时 15 分钟</b>');
    expect(mail.headers.get('content-type')).toMatchObject({ value: 'multipart/alternative' });
    expect(mail.headers.get('content-language')).toBe('zh-CN');
    expect(peer.mails[0]?.to).toEqual(['lin@buyer.example']);
  });

  test('has the Message-ID of its message, again at a second attempt', async () => {
    const peer = await smtpPeer();
    const channel = channelTo(peer.port);
    await channel.deliver(MESSAGE);
    await channel.deliver(MESSAGE);
    const ids = await Promise.all(
      peer.mails.map(async ({ source }) => (await simpleParser(source)).messageId),
    );
    expect(ids).toEqual(Array(2).fill('<ord-7=2Ffirst=2Femail@camellia.example>'));
  });

  test('can be unsubscribed from with one click (RFC 8058)', async () => {
    const peer = await smtpPeer();
    await channelTo(peer.port).deliver(MESSAGE);
    const source = peer.mails[0]?.source ?? '';
    expect(source).toContain('List-Unsubscribe: <https://shop.example/stop/abc>\r\n');
    expect(source).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
  });

  test('without an address to unsubscribe has neither header, and without HTML is plain text', async () => {
    const peer = await smtpPeer();
    await channelTo(peer.port).deliver({ id: 'm1', to: 'lin@buyer.example', locale: 'en', text: 'hello' });
    expect(peer.mails[0]?.source).not.toMatch(/List-Unsubscribe/i);
    expect((await onlyMail(peer)).headers.get('content-type')).toMatchObject({ value: 'text/plain' });
  });

  test.each([
    ['the subject', { subject: 'Hi\r\nBcc: spy@evil.example\r\n\r\nbody' }],
    ['the unsubscribe link', { unsubscribeUrl: 'https://shop.example/\r\nBcc: spy@evil.example' }],
    ['the message id', { id: 'm\r\nBcc: spy@evil.example' }],
    ['the locale', { locale: 'en\r\nBcc: spy@evil.example' }],
  ])('takes no header out of %s', async (_, part) => {
    const peer = await smtpPeer();
    await channelTo(peer.port).deliver({ ...MESSAGE, ...part });
    const mail = await onlyMail(peer);
    expect(mail.bcc).toBeUndefined();
    expect(peer.mails[0]?.source).not.toMatch(/^Bcc:/im);
    expect(peer.mails[0]?.to).toEqual(['lin@buyer.example']);
  });

  test('goes out from many callers over few connections', async () => {
    let connections = 0;
    const peer = await smtpPeer({ onConnect: (_, done) => ((connections += 1), done()) });
    const channel = channelTo(peer.port);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => channel.deliver({ ...MESSAGE, id: `m${index}` })),
    );
    expect(answers.every(({ state }) => state === 'sent')).toBe(true);
    expect(new Set(peer.mails.map(({ source }) => /^Message-ID: (.*)\r$/im.exec(source)?.[1])).size).toBe(40);
    expect(connections).toBeLessThanOrEqual(5);
  });
});

describe('a mail fails for good', () => {
  test.each([
    'nobody',
    'a@b',
    'a@example.com, b@example.com',
    'a@example.com\r\nBcc: b@example.com',
    '<a@example.com>',
    'Lin <a@example.com>',
    `${'a'.repeat(65)}@example.com`,
    '@example.com',
    'a b@example.com',
    'a@example.com\u0000',
    '',
  ])('at an address such as %j, without asking the server', async (to) => {
    const peer = await smtpPeer();
    expect(await channelTo(peer.port).deliver({ ...MESSAGE, to })).toEqual({
      state: 'failed',
      why: 'bad_address',
    });
    expect(peer.mails).toEqual([]);
  });

  test.each([
    [550, '5.1.1 <lin@buyer.example> does not live here', 'bad_address: EENVELOPE 550 5.1.1 RCPT TO'],
    [550, 'no such user', 'bad_address: EENVELOPE 550 RCPT TO'],
    [552, '5.2.2 mailbox full', 'bad_address: EENVELOPE 552 5.2.2 RCPT TO'],
    [550, '5.7.1 we take no mail from you', 'refused: EENVELOPE 550 5.7.1 RCPT TO'],
  ])('when the recipient is refused: %d %s', async (code, said, why) => {
    const peer = await smtpPeer({ onRcptTo: (_, __, done) => done(reply(code, said)) });
    expect(await channelTo(peer.port).deliver(MESSAGE)).toEqual({ state: 'failed', why });
  });

  test('when the message is refused', async () => {
    const peer = await smtpPeer({
      onData: (stream, _, done) => stream.resume().on('end', () => done(reply(554, '5.6.0 looks like spam'))),
    });
    expect(await channelTo(peer.port).deliver(MESSAGE)).toEqual({
      state: 'failed',
      why: 'refused: EMESSAGE 554 5.6.0 DATA',
    });
  });
});

describe('trouble that may pass is thrown, and names nobody', () => {
  async function trouble(peer: { readonly port: number }, timeoutMs?: number): Promise<Error> {
    const outcome = await channelTo(peer.port, timeoutMs)
      .deliver(MESSAGE)
      .catch((error: unknown) => error);
    if (!(outcome instanceof ProviderUnavailable)) throw new Error(`not thrown: ${JSON.stringify(outcome)}`);
    expect(JSON.stringify([outcome.message, outcome.cause])).not.toContain('lin@');
    return outcome;
  }

  test('a recipient put off with a 4xx', async () => {
    const peer = await smtpPeer({
      onRcptTo: (_, __, done) => done(reply(450, '4.2.0 <lin@buyer.example> greylisted')),
    });
    expect((await trouble(peer)).message).toBe('mail server: EENVELOPE 450 4.2.0 RCPT TO');
  });

  test('a message put off with a 4xx', async () => {
    const peer = await smtpPeer({
      onData: (stream, _, done) => stream.resume().on('end', () => done(reply(451, 'try later'))),
    });
    expect((await trouble(peer)).message).toContain('451');
  });

  test('a server that wants a login we do not have', async () => {
    const peer = await smtpPeer({ authOptional: false, disabledCommands: ['STARTTLS'] });
    expect((await trouble(peer)).message).toContain('530');
  });

  test('no server at all', async () => {
    const peer = await smtpPeer();
    for (const close of open.splice(0)) await close();
    expect((await trouble(peer)).message).toContain('ESOCKET');
  });

  test('a server that says nothing, after the time given', async () => {
    const peer = await smtpPeer({ onData: (stream) => void stream.resume() });
    const started = performance.now();
    await trouble(peer, 300);
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

test('a sender without an address is refused at the start', () => {
  expect(() => smtpChannel({ url: 'smtp://127.0.0.1:1', from: 'Camellia', timeoutMs: 1 })).toThrow('address');
});
