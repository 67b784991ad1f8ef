import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { sniffedType } from '../../domain/credit/documents.ts';
import { policyVersion } from '../../prisma/policies-of-orders.ts';
import type { Dependencies } from '../dependencies.ts';
import { headOf, withDocuments } from '../documents.ts';
import type { SentDocument } from '../documents.ts';
import { askOrder, requireNotOver } from '../order-access.ts';
import { formRequest } from './form-request.ts';
import { asBuyer } from './refused.ts';
import { readUpload } from './upload.ts';
import type { UploadedFile } from './upload.ts';
import type { Onward, Visit } from './visit.ts';

/** Takes the documents of an application out of the page's form; what they are is seen by their content. */
export async function sendDocuments(
  dependencies: Dependencies,
  visit: Visit,
  request: FastifyRequest,
): Promise<Onward> {
  return asBuyer(visit, async () => {
    const { credit } = await policyVersion(dependencies.database.client, visit.order.policy);
    const { maxBytes, most, kinds } = credit.documents;
    const upload = await readUpload(request, { maxBytes, most, kinds: Math.max(1, kinds.length) });
    if (upload === 'too_many') return { back: 'too_many_documents' };
    if (upload === 'unreadable') return { back: 'try_again' };
    const { fields, files } = upload;
    if (files.length === 0) return { back: 'documents_missing' };
    if (files.some(({ isTooLarge }) => isTooLarge)) return { back: 'document_too_large' };
    const { requestId } = formRequest({ ...visit, fields }, 'documents', files.map(fingerprintOf));
    const order = await requireNotOver(dependencies, visit.order, requestId);
    const documents = files.map(sentByBrowser);
    await withDocuments(dependencies, { requestId, order, documents, now: dependencies.now() }, () =>
      askOrder(dependencies, order, { kind: 'add_documents', requestId, documents: documents.length }),
    );
    return { back: 'documents_sent' };
  });
}

function sentByBrowser({ kind, name, content }: UploadedFile): SentDocument {
  return { kind, name: nameOf(name), content, mediaType: sniffedType(headOf(content)) };
}

const LONGEST_NAME = 200;

/** Some browsers send a path. */
function nameOf(name: string): string {
  const last = name.split(/[/\\]/).at(-1)?.trim() ?? '';
  return last === '' ? 'document' : last.slice(-LONGEST_NAME);
}

function fingerprintOf({ kind, name, content }: UploadedFile): readonly string[] {
  return [kind, name, createHash('sha256').update(content).digest('hex')];
}
