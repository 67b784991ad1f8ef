/** Types a document may have, by the ending of its name. */
const typesByEnding: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
};

/** How files of a type begin, as hex; the ones nobody may pass off as a document too. */
const beginnings: readonly (readonly [type: string, hex: string])[] = [
  ['application/pdf', '25504446'],
  ['image/jpeg', 'ffd8ff'],
  ['image/png', '89504e470d0a1a0a'],
  ['program', '4d5a'],
  ['program', '7f454c46'],
  ['archive', '504b0304'],
  ['markup', '3c'],
];

/** Endings of names, as a browser's file field takes them. */
export const documentEndings = Object.keys(typesByEnding);
export const documentTypes = [...new Set(Object.values(typesByEnding))];

/**
 * The type of a document that a shop's program sends: what its name ends with. Undefined for an ending nobody takes, and for content that
 * begins like a file of another type. `head` is the beginning of the content as lower-case hex, 8 bytes of it at least.
 */
export function documentType(name: string, head: string): string | undefined {
  const named = typesByEnding[name.split('.').at(-1)?.toLowerCase() ?? ''];
  const begins = beginningOf(head);
  return begins !== undefined && begins !== named ? undefined : named;
}

/** The type of a document that comes from a browser: what its content begins like, whatever browser and name say. Undefined for any other. */
export function sniffedType(head: string): string | undefined {
  return documentTypes.find((type) => type === beginningOf(head));
}

function beginningOf(head: string): string | undefined {
  return beginnings.find(([, hex]) => head.startsWith(hex))?.[0];
}

/** Kinds of documents are codes (`income`): counted and put in journals, never free text. */
export const documentKind = /^[a-z][a-z0-9_]{0,39}$/;
