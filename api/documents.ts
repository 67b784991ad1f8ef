import { randomUUID } from 'node:crypto';
import { documentType, documentTypes } from '../domain/credit/documents.ts';
import { Refusal } from '../domain/refusal.ts';
import { creditDocuments } from '../prisma/credit-documents.ts';
import type { NewDocument } from '../prisma/credit-documents.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { policyVersion } from '../prisma/policies-of-orders.ts';
import type { Vault } from '../providers/vault.ts';
import type { Dependencies } from './dependencies.ts';
import { RequestRefusal } from './problems.ts';
import type { Document } from './schemas/credit.ts';

/** A document as it came in. */
export interface SentDocument {
  readonly kind: string;
  readonly name: string;
  readonly content: Buffer;
  /** Undefined for one that nobody takes. */
  readonly mediaType: string | undefined;
}

/** How a document begins, as its type is told by. */
export function headOf(content: Buffer): string {
  return content.subarray(0, 16).toString('hex');
}

/** A document out of a JSON body. */
export function sentAsJson({ kind, name, contentBase64 }: Document): SentDocument {
  const content = Buffer.from(contentBase64, 'base64');
  return { kind, name, content, mediaType: documentType(name, headOf(content)) };
}

interface Sent {
  readonly requestId: string;
  readonly order: StoredOrder;
  readonly documents: readonly SentDocument[];
  /** The machine's. */
  readonly now: string;
}

/**
 * Does `ask` with documents stored under the request's id, encrypted: its order's workflow takes them from there. What is too large, or of
 * a type nobody takes, is refused before anything is stored; of a request that is refused nothing stays.
 */
export async function withDocuments<T>(
  { database, vault }: Pick<Dependencies, 'database' | 'vault'>,
  sent: Sent,
  ask: () => Promise<T>,
): Promise<T> {
  const { requestId, order, documents } = sent;
  if (documents.length === 0) return ask();
  if (!vault)
    throw new RequestRefusal('documents_unavailable', {
      detail: 'Set DOCUMENT_KEY to 32 bytes as base64, then send them again.',
    });
  const { credit } = await policyVersion(database.client, order.policy);
  const rows = documents.map((document, index) =>
    sealed(vault, sent, document, index, credit.documents.maxBytes),
  );
  await creditDocuments(database.client).keep(rows);
  try {
    return await ask();
  } catch (error) {
    // An engine that did not answer in time may still carry it out: then they are taken, or forgotten after a week.
    if (error instanceof Refusal) await creditDocuments(database.client).drop(requestId);
    throw error;
  }
}

function sealed(
  vault: Vault,
  { requestId, order, now }: Sent,
  { kind, name, content, mediaType }: SentDocument,
  number: number,
  maxBytes: number,
): NewDocument {
  if (content.length > maxBytes)
    throw new RequestRefusal('document_too_large', {
      detail: `Document ${number + 1} has ${content.length} bytes; at most ${maxBytes} are taken.`,
      facts: { number, bytes: content.length, maxBytes },
    });
  if (mediaType === undefined)
    throw new RequestRefusal('document_type_not_allowed', {
      detail: `Document ${number + 1} must be one of ${documentTypes.join(', ')}, and its name must say which.`,
      facts: { number },
    });
  const id = randomUUID();
  return {
    id,
    requestId,
    number,
    orderId: order.id,
    customerId: order.customerId,
    kind,
    mediaType,
    bytes: content.length,
    sealedName: Buffer.from(vault.seal(Buffer.from(name), `${id}/name`)).toString('base64'),
    sealedContent: vault.seal(content, id),
    receivedAt: now,
  };
}
