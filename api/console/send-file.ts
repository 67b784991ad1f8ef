import type { FastifyReply } from 'fastify';
import { documentTypes } from '../../domain/credit/documents.ts';

/** A file that somebody outside has sent us. */
export interface SentFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/**
 * Sends a file of a buyer's: shown by the browser where it is of a type that can run nothing, else only to be saved. It is whatever a
 * stranger has sent, so it may load nothing and is taken for nothing but its type; nobody keeps a copy.
 */
export function sendFile(reply: FastifyReply, { name, mediaType, content }: SentFile): FastifyReply {
  const isShown = documentTypes.includes(mediaType);
  const rules = ["default-src 'none'", "style-src 'unsafe-inline'", "frame-ancestors 'none'"];
  return reply
    .headers({
      'content-type': isShown ? mediaType : 'application/octet-stream',
      'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeName(name)}`,
      'content-security-policy': rules.join('; '),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .send(content);
}

/** As RFC 8187 has it: `encodeURIComponent` leaves some that a header does not take. A half of a surrogate pair is none of a name. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
