import { Refusal } from '../../domain/refusal.ts';
import { creditDocuments } from '../../prisma/credit-documents.ts';
import { visibleReview } from '../credit-reviews.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { DocumentParams, ReadDocument } from '../schemas/credit.ts';

export const readCreditDocument = route({
  method: 'GET',
  url: '/v1/credit-reviews/:id/documents/:documentId',
  scope: 'staff',
  summary: 'A document of the order a review is about, decrypted for the person who decides',
  params: DocumentParams,
  response: { 200: ReadDocument, 404: Problem },
  handler: async ({ params: { id, documentId }, caller }, { database: { client }, vault }) => {
    const review = await visibleReview(client, caller, id);
    const document = await creditDocuments(client).content(review.orderId, documentId);
    if (!document) throw new Refusal('document_not_found', { id: documentId });
    if (!vault)
      throw new RequestRefusal('documents_unavailable', {
        detail: 'Set DOCUMENT_KEY to the key they were kept with.',
      });
    const { kind, mediaType, sealedName, sealedContent } = document;
    const name = vault.open(Buffer.from(sealedName, 'base64'), `${documentId}/name`).toString();
    const contentBase64 = vault.open(sealedContent, documentId).toString('base64');
    return { id: documentId, kind, name, mediaType, contentBase64 };
  },
});
