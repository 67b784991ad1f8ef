import { styleText } from 'node:util';

/** Colours where a person looks at a terminal; plain text where the output goes to a file, or `NO_COLOR` asks for none. */
export interface Colours {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
}

export function coloursFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Colours {
  const coloured = stream.isTTY === true && !env['NO_COLOR'];
  const as = (format: 'bold' | 'dim' | 'green' | 'red') => (text: string) =>
    coloured ? styleText(format, text, { validateStream: false }) : text;
  return { strong: as('bold'), faint: as('dim'), good: as('green'), bad: as('red') };
}
