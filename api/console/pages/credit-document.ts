import { ReadDocument } from '../../schemas/credit.ts';
import { at } from '../rest.ts';
import type { StaffPage } from '../staff-page.ts';

/** A document of the order that a review is about, decrypted for who decides. */
export const creditDocumentPage: StaffPage = {
  path: '/credit-reviews/:reviewId/documents/:documentId',
  scope: 'staff',
  show: async ({ rest, params: { reviewId = '', documentId = '' } }) => {
    const url = at`/v1/credit-reviews/${reviewId}/documents/${documentId}`;
    const { name, mediaType, contentBase64 } = await rest.get(url, ReadDocument);
    return { file: { name, mediaType, content: Buffer.from(contentBase64, 'base64') } };
  },
};
