/** Markup that is safe to put into a page: what came from outside in it is escaped. Made by `html` only. */
export interface Html {
  readonly markup: string;
}

type Piece = string | number | Html | readonly Html[] | undefined | false;

/** A template tag: every value is escaped unless it is `Html` itself; undefined and false leave nothing. */
export function html(literals: TemplateStringsArray, ...values: readonly Piece[]): Html {
  const markup = literals.reduce((text, literal, index) => text + markupOf(values[index - 1]) + literal);
  return { markup };
}

/** Markup of our own (style, script) that must not be escaped. Never for anything from outside. */
export function trusted(markup: string): Html {
  return { markup };
}

function markupOf(value: Piece): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
