import type { Client } from './database.ts';

/** A document as it is stored: name and content encrypted before they come here. */
export interface NewDocument {
  readonly id: string;
  readonly requestId: string;
  readonly number: number;
  readonly orderId: string;
  readonly customerId: string;
  readonly kind: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sealedName: string;
  readonly sealedContent: Uint8Array<ArrayBuffer>;
  readonly receivedAt: string;
}

/** What steps and lists know of a document. */
export interface DocumentFacts {
  readonly id: string;
  readonly kind: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sealedName: string;
  readonly isAccepted: boolean;
}

const facts = {
  id: true,
  kind: true,
  mediaType: true,
  bytes: true,
  sealedName: true,
  acceptedAt: true,
} as const;

/** Documents, read and written through `client`. */
export function creditDocuments(client: Client) {
  return {
    /** Keeps the documents of a request until its order takes them; the same request again changes nothing. */
    async keep(documents: readonly NewDocument[]): Promise<void> {
      await client.creditDocument.createMany({ data: [...documents], skipDuplicates: true });
    },

    /** Gives a request's documents to an application; answers how many there are. */
    async take(requestId: string, applicationId: string, takenAt: string): Promise<readonly DocumentFacts[]> {
      await client.creditDocument.updateMany({ where: { requestId }, data: { applicationId, takenAt } });
      return (await client.creditDocument.findMany({ where: { requestId }, select: facts })).map(factsOf);
    },

    /** Forgets the documents of a request that was refused. */
    async drop(requestId: string): Promise<void> {
      await client.creditDocument.deleteMany({ where: { requestId, takenAt: null } });
    },

    /** What an order's applications have, oldest first. */
    async ofOrder(orderId: string): Promise<DocumentFacts[]> {
      const rows = await client.creditDocument.findMany({
        where: { orderId, takenAt: { not: null } },
        orderBy: [{ receivedAt: 'asc' }, { number: 'asc' }],
        select: facts,
      });
      return rows.map(factsOf);
    },

    /** Marks documents of an order as accepted by staff; answers how many of them there were. */
    async accept(orderId: string, ids: readonly string[], acceptedAt: string): Promise<number> {
      const { count } = await client.creditDocument.updateMany({
        where: { orderId, id: { in: [...ids] }, takenAt: { not: null } },
        data: { acceptedAt },
      });
      return count;
    },

    /** One document of an order with its content, still encrypted. */
    async content(
      orderId: string,
      id: string,
    ): Promise<(DocumentFacts & { readonly sealedContent: Uint8Array }) | undefined> {
      const row = await client.creditDocument.findFirst({ where: { id, orderId, takenAt: { not: null } } });
      return row ? { ...factsOf(row), sealedContent: row.sealedContent } : undefined;
    },
  };
}

function factsOf(
  row: Omit<DocumentFacts, 'isAccepted'> & { readonly acceptedAt: Date | null },
): DocumentFacts {
  const { id, kind, mediaType, bytes, sealedName, acceptedAt } = row;
  return { id, kind, mediaType, bytes, sealedName, isAccepted: acceptedAt !== null };
}
