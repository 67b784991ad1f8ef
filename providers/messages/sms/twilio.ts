import { z } from 'zod';
import { dialledNumber } from '../../../domain/phone-number.ts';
import { ProviderUnavailable } from '../../ports.ts';
import type { DeliveryAnswer, MessageChannel } from '../../ports.ts';
import { OutcomeUnknown, handOver } from '../hand-over.ts';
import type { HandOverAnswer } from '../hand-over.ts';
import { onceIfAsked } from './sms-gateway.ts';
import { twilioFailure } from './twilio-failures.ts';

export interface TwilioSettings {
  /** `https://api.twilio.com`, or whatever speaks like it. */
  readonly baseUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** A number (`+15550001111`) or the SID of a messaging service (`MG…`). */
  readonly from: string;
  /** The country of numbers that name none (ISO 3166). */
  readonly region: string;
  /** Where Twilio tells what became of the message with this id. */
  readonly statusCallback: (messageId: string) => string;
  readonly timeoutMs: number;
}

/**
 * SMS through Twilio's Messages resource (2010-04-01): basic authentication, form body, a status callback of each message's own. Its
 * documentation promises no idempotency key for this call, so the id goes with it but is not relied on: a message that Twilio
 * may have taken is not handed over again.
 */
export function twilioChannel(settings: TwilioSettings): MessageChannel {
  const { baseUrl, accountSid, authToken, region, timeoutMs } = settings;
  const url = `${baseUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  return {
    channel: 'sms',
    async deliver({ id, to, text }) {
      const number = dialledNumber(to, region);
      if (number === undefined) return { state: 'failed', why: 'bad_address: no phone number' };
      const headers = {
        authorization,
        'content-type': 'application/x-www-form-urlencoded',
        'idempotency-key': id,
        'i-twilio-idempotency-token': id,
      };
      const body = formOf(settings, { id, to: number, text });
      return onceIfAsked(false, async () =>
        answerTo(await handOver({ url, method: 'POST', headers, body, timeoutMs })),
      );
    },
  };
}

function formOf(
  { from, statusCallback }: TwilioSettings,
  { id, to, text }: { readonly id: string; readonly to: string; readonly text: string },
): string {
  return new URLSearchParams({
    To: to,
    [from.startsWith('MG') ? 'MessagingServiceSid' : 'From']: from,
    Body: text,
    StatusCallback: statusCallback(id),
  }).toString();
}

const Taken = z.object({ sid: z.string() });
const Refused = z.object({ code: z.number() });

function answerTo({ status, body }: HandOverAnswer): DeliveryAnswer {
  if (status >= 200 && status < 300) {
    const sid = Taken.safeParse(body).data?.sid;
    return { state: 'sent', ...(sid === undefined ? {} : { reference: sid }) };
  }
  const code = Refused.safeParse(body).data?.code;
  if (status === 400 && code !== undefined) return { state: 'failed', why: twilioFailure(code) };
  const words = `Twilio: ${[status, code].filter(Boolean).join(' ')}`;
  throw status >= 500 && status !== 503 ? new OutcomeUnknown(words) : new ProviderUnavailable(words);
}
