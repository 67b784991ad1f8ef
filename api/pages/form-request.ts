import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { requestAnswers } from '../../prisma/request-answers.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Visit } from './visit.ts';

/** Digits of a form's field. */
export const Whole = z
  .string()
  .regex(/^\d{1,13}$/)
  .transform(Number);

const Form = z.object({ key: z.string().regex(/^[\w-]{16,64}$/), revision: Whole });

/** What a form asks of its order. */
export interface FormRequest {
  /** The same for the same form sent again: a double click asks once (rules.md 10). */
  readonly requestId: string;
  /** The order's revision that the visitor saw; undefined where the form does not say. */
  readonly revision: number | undefined;
}

/** The request that a form makes with what was filled in. Nobody can name a request of another order: the id is made of the order's. */
export function formRequest({ order, fields }: Visit, action: string, filledIn: unknown = ''): FormRequest {
  const form = Form.safeParse(fields).data;
  if (!form) return { requestId: randomUUID(), revision: undefined };
  const { key, revision } = form;
  return { requestId: uuidOf(JSON.stringify([order.id, key, action, revision, filledIn])), revision };
}

/** Whether the order is the one that the visitor saw, or is another only by this very request. */
export async function isAsSeen(
  { database }: Pick<Dependencies, 'database'>,
  { order }: Visit,
  { requestId, revision }: FormRequest,
): Promise<boolean> {
  if (order.revision === revision) return true;
  return revision !== undefined && (await requestAnswers(database.client).find(requestId))?.accepted === true;
}

/** A UUID (RFC 9562, version 8) made of the text's hash. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
