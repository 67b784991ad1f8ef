import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { stripePayments } from '../../../../providers/payment/stripe/provider.ts';
import { httpPeer } from '../../../support/http-peer.ts';
import type { PeerAnswer, PeerRequest } from '../../../support/http-peer.ts';

export const WEBHOOK_SECRET = 'whsec_recorded_shapes_secret';
/** The key of our session in all recorded shapes. */
export const KEY = '3f0c9a52-7c1e-4b7e-9a61-0d6a1f1f2b11';
export const NOW = new Date('2026-11-23T02:05:00.000Z');

/** Shapes as Stripe's API answers and sends them. */
function fixture(name: string): Record<string, unknown> {
  const text = readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8');
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}

export const sessions = fixture('sessions');
export const events = fixture('events');
export const refundList = fixture('refunds');
export const debits = fixture('debits');

export const list = (data: readonly unknown[]) => ({ object: 'list', data, has_more: false, url: '/v1/x' });

/** An error as Stripe's API answers it. */
export function stripeError(status: number, error: Record<string, string>): PeerAnswer {
  return { status, body: { error: { type: 'invalid_request_error', message: 'no', ...error } } };
}

/** The adapter against a server that answers as `answer` says, by method and path. */
export async function stripeAt(
  answer: (call: string, request: PeerRequest) => PeerAnswer,
  timeoutMs = 30_000,
) {
  const peer = await httpPeer((request) =>
    answer(`${request.method} ${new URL(request.url, 'http://x').pathname}`, request),
  );
  onTestFinished(() => peer.close());
  const stripe = stripePayments({
    secretKey: 'sk_test_123',
    webhookSecret: WEBHOOK_SECRET,
    apiUrl: peer.url,
    timeoutMs,
    now: () => NOW,
  });
  return { peer, stripe };
}
