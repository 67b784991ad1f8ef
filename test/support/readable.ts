import type { Payload } from '@temporalio/common';
import temporalProto from '@temporalio/proto';
import { z } from 'zod';
import { testCipher } from './payloads.ts';

const { EventType } = temporalProto.temporal.api.enums.v1;

const Bytes = z.instanceof(Uint8Array);
const PayloadLike = z.looseObject({
  metadata: z.looseObject({ encoding: Bytes }),
  data: Bytes.optional(),
});

/** A payload somewhere in what the engine tells: where, how it says that it is encoded, and its text. */
export interface FoundPayload {
  readonly path: string;
  readonly encoding: string;
  readonly text: string;
}

/** Everything that somebody with the keys can read of `told`, as text: payloads decrypted, bytes as what they spell. */
export function readable(told: unknown): string {
  return JSON.stringify(spelled(told, testCipher.decrypt));
}

/** Everything that somebody without the keys can read of it. */
export function readableToAll(told: unknown): string {
  return JSON.stringify(spelled(told, (payload) => payload));
}

/** Every payload in `told`, as it lies in the engine. */
export function payloadsIn(told: unknown, path = ''): readonly FoundPayload[] {
  if (!isObject(told) || told instanceof Uint8Array) return [];
  const payload = PayloadLike.safeParse(told).data;
  if (payload) return [{ path, encoding: textOf(payload.metadata.encoding), text: textOf(payload.data) }];
  return Object.entries(told).flatMap(([key, value]) =>
    payloadsIn(value, path === '' ? key : `${path}.${key}`),
  );
}

function spelled(told: unknown, open: (payload: Payload) => Payload): unknown {
  if (told instanceof Uint8Array) return textOf(told);
  if (Array.isArray(told)) return told.map((each) => spelled(each, open));
  if (!isObject(told)) return told;
  const opened = PayloadLike.safeParse(told).success ? open(told) : told;
  return Object.fromEntries(
    Object.entries(opened).map(([key, value]) => [
      key,
      key === 'eventType' && typeof value === 'number' ? EventType[value] : spelled(value, open),
    ]),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function textOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}
