import { createTransport } from 'nodemailer';
import {
  ProviderUnavailable,
  type DeliveryAnswer,
  type MessageChannel,
  type OutgoingMessage,
} from '../../ports.ts';
import { isMailAddress } from './mail-address.ts';
import { smtpTrouble } from './smtp-trouble.ts';

export interface SmtpSettings {
  /** `smtp://` or `smtps://`, with user and password where the server asks for them. */
  readonly url: string;
  /** The sender: `shop@example.com` or `Shop <shop@example.com>`. */
  readonly from: string;
  /** How long one delivery may take, from waiting for a connection to the server's last word. */
  readonly timeoutMs: number;
  /** Connections kept open at most; the rest wait their turn. */
  readonly connections?: number;
}

/** An e-mail channel and its connections. */
export interface SmtpChannel extends MessageChannel {
  readonly channel: 'email';
  /** Closes the connections once what is under way is done with. */
  close(): void;
}

/**
 * E-mail by SMTP. The Message-ID is made from the message's id, so that a second attempt is the same mail to every mail
 * program. A bad address or a refusal for good is `failed`; all else throws `ProviderUnavailable`. Neither says the
 * address: both end up where no personal data belongs. A mail the server took just before the line broke may arrive twice.
 */
export function smtpChannel(settings: SmtpSettings): SmtpChannel {
  const { timeoutMs } = settings;
  const transport = createTransport(
    {
      url: settings.url,
      pool: true,
      maxConnections: settings.connections ?? 5,
      dnsTimeout: timeoutMs,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: settings.from },
  );
  const host = hostOf(settings.from);
  return {
    channel: 'email',
    async deliver(message) {
      if (!isMailAddress(message.to)) return { state: 'failed', why: 'bad_address' };
      const messageId = messageIdOf(message.id, host);
      try {
        await transport.sendMail({ ...mailOf(message), messageId, signal: AbortSignal.timeout(timeoutMs) });
        return { state: 'sent', reference: messageId };
      } catch (error) {
        return answerTo(error);
      }
    },
    close: () => transport.close(),
  };
}

function mailOf(message: OutgoingMessage) {
  const { to, subject = '', text, html, locale, unsubscribeUrl } = message;
  return {
    to: { name: '', address: to }, // as an object: a comma in a string would name a second recipient
    subject,
    text,
    ...(html === undefined ? {} : { html }),
    headers: {
      'Content-Language': locale.replaceAll(/[^A-Za-z0-9-]/g, ''),
      'Auto-Submitted': 'auto-generated', // RFC 3834: no holiday replies, please
      ...(unsubscribeUrl === undefined ? {} : { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }), // RFC 8058
    },
    ...(unsubscribeUrl === undefined ? {} : { list: { unsubscribe: unsubscribeUrl } }),
  };
}

/** The message's id as the left side of a Message-ID; what may not stand there is written `=XX`. */
function messageIdOf(id: string, host: string): string {
  const encoded = Buffer.from(id)
    .toString('latin1')
    .replaceAll(
      /[^A-Za-z0-9._-]/g,
      (byte) => `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
  return `<${encoded}@${host}>`;
}

function hostOf(from: string): string {
  const host = /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1];
  if (host === undefined) throw new Error('the sender of mails is an address like "Shop <shop@example.com>"');
  return host;
}

function answerTo(error: unknown): DeliveryAnswer {
  const trouble = smtpTrouble(error);
  if (trouble.final) return { state: 'failed', why: trouble.why };
  throw new ProviderUnavailable(`mail server: ${trouble.why}`);
}
