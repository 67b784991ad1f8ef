import type { FastifyRequest } from 'fastify';
import { documentKind } from '../../domain/credit/documents.ts';

/** A file of a form. */
export interface UploadedFile {
  /** What the field's name says behind `document.`. */
  readonly kind: string;
  /** As the visitor's machine calls it. */
  readonly name: string;
  readonly content: Buffer;
  /** What came is more than may; of it there is only the beginning. */
  readonly isTooLarge: boolean;
}

export interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly UploadedFile[];
}

/** `kinds`: how many fields may have been left empty. */
interface UploadLimits {
  readonly maxBytes: number;
  readonly most: number;
  readonly kinds: number;
}

/** Our own fields are short. */
const LARGEST_FIELD = 1_000;
const MOST_FIELDS = 10;

/** `too_many`: more files than any honest form has. `unreadable`: it broke off, or is no form. */
export type UploadTrouble = 'too_many' | 'unreadable';

/**
 * Reads a form with files, to its end, so that the browser hears the answer; what is over the limits is not kept. Fields that were left
 * empty are left out.
 */
export async function readUpload(
  request: FastifyRequest,
  { maxBytes, most, kinds }: UploadLimits,
): Promise<Upload | UploadTrouble> {
  if (!request.isMultipart()) return { fields: {}, files: [] };
  const limits = { fileSize: maxBytes, files: most + kinds, fields: MOST_FIELDS, fieldSize: LARGEST_FIELD };
  try {
    return await readParts(request.parts({ limits }));
  } catch (error) {
    return hasTooMany(error) ? 'too_many' : 'unreadable'; // only what was sent is read in there
  }
}

async function readParts(parts: ReturnType<FastifyRequest['parts']>): Promise<Upload> {
  const fields: Record<string, string> = {};
  const files: UploadedFile[] = [];
  for await (const part of parts) {
    if (part.type === 'field') {
      fields[part.fieldname] = String(part.value);
      continue;
    }
    const content = await part.toBuffer();
    const kind = part.fieldname.replace(/^document\./, '');
    const isEmpty = content.length === 0 && part.filename === '';
    if (!isEmpty && documentKind.test(kind))
      files.push({ kind, name: part.filename, content, isTooLarge: part.file.truncated });
  }
  return { fields, files };
}

const tooMany: readonly unknown[] = ['FST_FILES_LIMIT', 'FST_FIELDS_LIMIT', 'FST_PARTS_LIMIT'];

function hasTooMany(error: unknown): boolean {
  return error instanceof Error && 'code' in error && tooMany.includes(error.code);
}
