import { Liquid, type Template } from 'liquidjs';

/**
 * What one template may cost: characters, objects, milliseconds. The built-in ones stay a thousandfold below, so that only a
 * template that would block the process is stopped.
 */
const limits = { parseLimit: 100_000, memoryLimit: 100_000, renderLimit: 2000 } as const;

/** Reads other templates, or keeps what it says from being checked: not for words that a shop writes. */
const refusedTags = ['include', 'render', 'layout', 'block'] as const;

/** Says something else each time: times come ready in words, so that a message is a function of its data. */
const refusedFilters = /^(?:date|sample|shuffle)/;

/** For words: plain text in, plain text out. An unknown variable or filter is an error, not a gap in a message. */
export const textEngine = engine({});

/** For the mail's frame: every output is escaped. */
export const htmlEngine = engine({ outputEscape: 'escape' });

function engine(options: { readonly outputEscape?: 'escape' }): Liquid {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    templates: {},
    ...limits,
    ...options,
  });
  for (const tag of refusedTags) delete liquid.tags[tag];
  for (const filter of Object.keys(liquid.filters))
    if (refusedFilters.test(filter)) liquid.unregisterFilter(filter);
  return liquid;
}

/** Parsed once for each source. Bounded: a shop's older templates are forgotten all at once. */
const parsed = new Map<string, Template[]>();
const MOST_PARSED = 500;

/** `source` with `variables` in it, as text. Throws liquidjs' error on a template that does not parse or names what is not there. */
export function renderText(source: string, variables: object): string {
  if (parsed.size >= MOST_PARSED) parsed.clear();
  const template = parsed.get(source) ?? textEngine.parse(source);
  parsed.set(source, template);
  return String(textEngine.renderSync(template, variables));
}
