import { z } from 'zod';
import { dialledNumber } from '../../../domain/phone-number.ts';
import { ProviderUnavailable } from '../../ports.ts';
import type { DeliveryAnswer, MessageChannel } from '../../ports.ts';
import { OutcomeUnknown, handOver } from '../hand-over.ts';
import type { HandOver, HandOverAnswer } from '../hand-over.ts';
import { filledFields } from './gateway-fields.ts';
import type { GatewayFields } from './gateway-fields.ts';

export interface SmsGatewaySettings {
  readonly url: string;
  /** With GET the fields go into the address. */
  readonly method: 'POST' | 'PUT' | 'GET';
  readonly format: 'json' | 'form';
  readonly fields: GatewayFields;
  /** Beside the content's type and the idempotency key: `Authorization`, say. */
  readonly headers: Readonly<Record<string, string>>;
  /** The sender the gateway shows, where a field asks for it. */
  readonly from: string;
  /** The country of numbers that name none (ISO 3166). */
  readonly region: string;
  /** Whether the gateway takes a message once, however often it gets it with the same `Idempotency-Key`. */
  readonly honoursKey: boolean;
  /** Codes of its answers that mean: nobody can be reached at this number. */
  readonly badAddressCodes: readonly string[];
  readonly timeoutMs: number;
}

/**
 * SMS through any gateway with an HTTP interface. `Idempotency-Key` is the message's id. 2xx is sent; a code of
 * `badAddressCodes` or 410 is a bad number, 400, 413 and 422 a refusal of this message; all else may pass and is thrown. Where
 * the gateway does not honour the key, a message it may have taken is not handed over again.
 */
export function smsGateway(settings: SmsGatewaySettings): MessageChannel {
  return {
    channel: 'sms',
    honoursKey: settings.honoursKey,
    async deliver({ id, to, text }) {
      const number = dialledNumber(to, settings.region);
      if (number === undefined) return { state: 'failed', why: 'bad_address: no phone number' };
      const fields = filledFields(settings.fields, { id, to: number, text, from: settings.from });
      return onceIfAsked(settings.honoursKey, async () =>
        answerTo(await handOver(callOf(settings, id, fields)), settings),
      );
    },
  };
}

/** What may have been taken is not offered again to a provider that would take it twice: better one too few than one too many. */
export async function onceIfAsked(
  honoursKey: boolean,
  deliver: () => Promise<DeliveryAnswer>,
): Promise<DeliveryAnswer> {
  try {
    return await deliver();
  } catch (error) {
    if (honoursKey || !(error instanceof OutcomeUnknown)) throw error;
    return {
      state: 'failed',
      why: `refused: ${error.message}; it may have been taken, so it is not repeated`,
    };
  }
}

function callOf(settings: SmsGatewaySettings, id: string, fields: Record<string, string>): HandOver {
  const { url, method, format, timeoutMs } = settings;
  const headers = { ...settings.headers, 'idempotency-key': id };
  if (method === 'GET') return { url: withQuery(url, fields), method, headers, timeoutMs };
  const [type, body] =
    format === 'json'
      ? ['application/json', JSON.stringify(fields)]
      : ['application/x-www-form-urlencoded', new URLSearchParams(fields).toString()];
  return { url, method, headers: { ...headers, 'content-type': type }, body, timeoutMs };
}

function withQuery(address: string, fields: Record<string, string>): string {
  const url = new URL(address);
  for (const [name, content] of Object.entries(fields)) url.searchParams.set(name, content);
  return url.href;
}

/** The names under which gateways tell their id of a message, and their code of an error. */
const Said = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  messageId: z.union([z.string(), z.number()]).optional(),
  message_id: z.union([z.string(), z.number()]).optional(),
  code: z.union([z.string(), z.number()]).optional(),
  error: z.union([z.string(), z.number()]).optional(),
});

const refusals: readonly number[] = [400, 413, 422];

function answerTo(
  { status, body }: HandOverAnswer,
  { badAddressCodes }: Pick<SmsGatewaySettings, 'badAddressCodes'>,
): DeliveryAnswer {
  const said = Said.safeParse(body).data ?? {};
  const reference = said.id ?? said.messageId ?? said.message_id;
  if (status >= 200 && status < 300)
    return {
      state: 'sent',
      ...(reference === undefined ? {} : { reference: String(reference).slice(0, 200) }),
    };
  const code = plainCode(said.code ?? said.error);
  if (status === 410 || (status < 500 && badAddressCodes.includes(code)))
    return { state: 'failed', why: `bad_address: ${status} ${code}`.trim() };
  if (refusals.includes(status)) return { state: 'failed', why: `refused: ${status} ${code}`.trim() };
  throw troubleOf(status, code);
}

/** 429 and 503 say that nothing was done; another 5xx says nothing of the kind. */
function troubleOf(status: number, code: string): Error {
  const words = `SMS gateway: ${status} ${code}`.trim();
  return status >= 500 && status !== 503 ? new OutcomeUnknown(words) : new ProviderUnavailable(words);
}

/** Codes only: a gateway's words may repeat the number. */
export function plainCode(code: string | number | undefined): string {
  const text = String(code ?? '');
  return /^[\w.-]{1,64}$/.test(text) ? text : '';
}
