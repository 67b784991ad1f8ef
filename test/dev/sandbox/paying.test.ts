import { describe, expect, test } from 'vitest';
import { emptySnapshot, keepRecords } from '../../../dev/sandbox/records.ts';
import { SessionRequest } from '../../../dev/sandbox/session.ts';
import { openSession, Payment, paySession, type Sandbox } from '../../../dev/sandbox/sessions.ts';
import type { Webhooks } from '../../../dev/sandbox/webhooks.ts';
import { sessionRequest, START } from './sandbox-environment.ts';

/** Webhooks that only remember how they were to be sent. */
function rememberedWebhooks() {
  const sent: { copies: number; delayMs: number }[] = [];
  const webhooks: Webhooks = {
    send: (_event, { copies, delayMs }) => void sent.push({ copies, delayMs }),
    resume: () => undefined,
    stop: async () => undefined,
  };
  return { sent, webhooks };
}

describe('how the webhook of a payment goes out', () => {
  test.each([
    ['at once', {}, [{ copies: 1, delayMs: 0 }]],
    ['not at all', { webhook: 'drop' }, []],
    ['twice', { webhook: 'twice' }, [{ copies: 2, delayMs: 0 }]],
    ['five seconds late where nothing else is said', { webhook: 'late' }, [{ copies: 1, delayMs: 5000 }]],
    ['late by milliseconds', { webhook: 'late', after: 40 }, [{ copies: 1, delayMs: 40 }]],
    ['late by an ISO duration', { webhook: 'late', after: 'PT1H' }, [{ copies: 1, delayMs: 3_600_000 }]],
    ['late by nothing', { webhook: 'late', after: 0 }, [{ copies: 1, delayMs: 0 }]],
    ['twice and late', { webhook: 'twice', after: 'PT2S' }, [{ copies: 2, delayMs: 2000 }]],
  ])('%s', (_, how, expected) => {
    const { sent, webhooks } = rememberedWebhooks();
    const sandbox: Sandbox = {
      records: keepRecords(emptySnapshot, () => undefined),
      webhooks,
      now: () => new Date(START),
    };
    const { id } = openSession(sandbox, 'key', SessionRequest.parse(sessionRequest()));
    paySession(sandbox, id, Payment.parse({ outcome: 'succeeded', ...how }));
    expect(sent).toEqual(expected);
  });
});
