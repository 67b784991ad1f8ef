import { randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { SECOND } from '../../domain/duration.ts';
import type { Notice } from '../../providers/payment/wallet/answers.ts';
import { signText } from '../../providers/payment/wallet/signature.ts';
import { createAlarms } from '../sandbox/alarms.ts';

const ANSWER_WITHIN = 10 * SECOND;
const GIVE_UP_AFTER = 60;

export interface NoticeOptions {
  /** Where notices go. */
  readonly url: string;
  readonly walletKey: KeyObject;
  readonly now: () => Date;
  /** Waits between attempts; 2 s if left out. */
  readonly retryMs?: number;
}

export interface Notices {
  send(notice: Omit<Notice, 'noticeId' | 'at'>, copies: number): void;
  stop(): Promise<void>;
}

/** Notices until they are answered 2xx, each attempt signed afresh. */
export function walletNotices({ url, walletKey, now, retryMs = 2 * SECOND }: NoticeOptions): Notices {
  const alarms = createAlarms();
  async function attempt(body: string, tries: number): Promise<void> {
    const headers = {
      'content-type': 'application/json',
      ...signText(walletKey, { about: 'NOTICE', body }, now()),
    };
    const signal = AbortSignal.timeout(ANSWER_WITHIN);
    const taken = await fetch(url, { method: 'POST', body, headers, signal }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (!taken && tries < GIVE_UP_AFTER) alarms.set(retryMs, () => attempt(body, tries + 1));
  }
  return {
    send(notice, copies) {
      const body = JSON.stringify({ noticeId: `ntc_${randomUUID()}`, at: now().toISOString(), ...notice });
      for (let copy = 0; copy < copies; copy += 1) alarms.set(0, () => attempt(body, 1));
    },
    stop: () => alarms.stop(),
  };
}
