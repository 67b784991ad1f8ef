import { z } from 'zod';
import { ProviderUnavailable } from '../ports.ts';

/** One HTTP call that hands a message over. */
export interface HandOver {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly timeoutMs: number;
}

export interface HandOverAnswer {
  readonly status: number;
  /** JSON, or undefined where it is none. */
  readonly body: unknown;
}

/** The provider may or may not have taken the message: the line broke, or time ran out, after it had been asked. */
export class OutcomeUnknown extends ProviderUnavailable {}

/** Longer answers are cut off: what we read of one is a code and an id. */
const LONGEST_ANSWER = 100_000;

/**
 * Makes the call and answers what came back. Redirects are not followed. Throws `ProviderUnavailable` where the provider was
 * certainly not asked, and `OutcomeUnknown` where it may have been. Neither says an address or a secret.
 */
export async function handOver({ url, method, headers, body, timeoutMs }: HandOver): Promise<HandOverAnswer> {
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, body: jsonOf((await response.text()).slice(0, LONGEST_ANSWER)) };
  } catch (error) {
    const code = codeOf(error);
    if (neverReached.includes(code)) throw new ProviderUnavailable(`not reached: ${code}`);
    throw new OutcomeUnknown(`no answer: ${code}`);
  }
}

/** Errors of a connection that was never there. */
const neverReached: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

const WithCode = z.object({ code: z.string() });
const WithCause = z.object({ cause: WithCode });
const Named = z.object({ name: z.string() });

function codeOf(error: unknown): string {
  return (
    WithCause.safeParse(error).data?.cause.code ??
    WithCode.safeParse(error).data?.code ??
    Named.safeParse(error).data?.name ??
    'unknown trouble'
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
