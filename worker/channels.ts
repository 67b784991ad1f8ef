import { SECOND } from '../domain/duration.ts';
import type { Database } from '../prisma/database.ts';
import { pushSubscriptions } from '../prisma/push-subscriptions.ts';
import { devChannel } from '../providers/messages/dev/dev-channel.ts';
import { inboxChannel } from '../providers/messages/inbox/inbox-channel.ts';
import { pushChannel } from '../providers/messages/push/push-channel.ts';
import { knownPushServices } from '../providers/messages/push/push-endpoint.ts';
import { smsGateway } from '../providers/messages/sms/sms-gateway.ts';
import { twilioCallback } from '../providers/messages/sms/twilio-receipts.ts';
import { twilioChannel } from '../providers/messages/sms/twilio.ts';
import { smtpChannel } from '../providers/messages/smtp/smtp-channel.ts';
import type { MessageChannel } from '../providers/ports.ts';
import type { WorkerConfig } from './config.ts';

/** One handing over may take this long: less than what an order waits for a call (rules.md 5). */
const TIMEOUT = 5 * SECOND;

/** The channels that are set up, each with its pace. In dev mode SMS and push are local, whatever else is set. */
export function channelsOf(
  config: WorkerConfig,
  database: Pick<Database, 'client'>,
): readonly MessageChannel[] {
  const { EMAIL_PER_SECOND, SMS_PER_SECOND, PUSH_PER_SECOND } = config;
  const mail = smtpChannel({ url: config.SMTP_URL, from: config.MAIL_FROM, timeoutMs: TIMEOUT });
  const isDev = config.DEV_MODE === '1';
  const sms = isDev ? devChannel('sms') : smsOf(config);
  const push = isDev ? devChannel('push') : pushOf(config, database);
  return [
    paced(mail, EMAIL_PER_SECOND),
    inboxChannel(),
    ...(sms ? [paced(sms, SMS_PER_SECOND)] : []),
    ...(push ? [paced(push, PUSH_PER_SECOND)] : []),
  ];
}

function paced(channel: MessageChannel, perSecond: number | undefined): MessageChannel {
  return perSecond === undefined ? channel : { ...channel, perSecond };
}

function smsOf(config: WorkerConfig): MessageChannel | undefined {
  const { SMS_URL: url, SMS_REGION: region } = config;
  if (url === undefined) return twilioOf(config);
  return smsGateway({
    url,
    region,
    method: config.SMS_METHOD,
    format: config.SMS_FORMAT,
    fields: config.SMS_FIELDS,
    headers: config.SMS_HEADERS,
    from: config.SMS_FROM,
    honoursKey: config.SMS_HONOURS_KEY === '1',
    badAddressCodes: config.SMS_BAD_ADDRESS_CODES,
    timeoutMs: TIMEOUT,
  });
}

function twilioOf(config: WorkerConfig): MessageChannel | undefined {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from } = config;
  if (accountSid === undefined) return undefined;
  if (authToken === undefined || from === undefined)
    throw new Error('TWILIO_ACCOUNT_SID needs TWILIO_AUTH_TOKEN and TWILIO_FROM beside it');
  return twilioChannel({
    accountSid,
    authToken,
    from,
    baseUrl: withoutSlash(config.TWILIO_URL),
    region: config.SMS_REGION,
    statusCallback: twilioCallback(withoutSlash(config.PUBLIC_URL)),
    timeoutMs: TIMEOUT,
  });
}

function pushOf(config: WorkerConfig, { client }: Pick<Database, 'client'>): MessageChannel | undefined {
  const { VAPID_SUBJECT: subject, VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey } = config;
  if (publicKey === undefined && privateKey === undefined) return undefined;
  if (publicKey === undefined || privateKey === undefined || subject === undefined)
    throw new Error('web push needs VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY and VAPID_SUBJECT');
  return pushChannel({
    subject,
    publicKey,
    privateKey,
    services: config.PUSH_SERVICES ?? knownPushServices,
    ttlSeconds: config.PUSH_TTL,
    timeoutMs: TIMEOUT,
    devices: pushSubscriptions(client),
  });
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
