/** What parts complained of, kept short: an overloaded engine writes hundreds of lines that all say so. */
export interface Troubles {
  readonly add: (part: string, line: string) => void;
  /** Prints one line for each part that complained: how often, and what it said first. */
  readonly print: () => void;
}

const SHOWN = 300;

export function collectTroubles(): Troubles {
  const all = new Map<string, { readonly first: string; count: number }>();
  return {
    add(part, line) {
      const known = all.get(part);
      if (known) known.count += 1;
      else all.set(part, { first: line.slice(0, SHOWN), count: 1 });
    },
    print() {
      for (const [part, { first, count }] of all)
        console.error(`${part} wrote ${count} warnings or errors, the first: ${first}`);
    },
  };
}
