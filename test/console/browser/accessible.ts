import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import { looks } from './stage.ts';
import type { Look } from './stage.ts';

const Results = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
});
const Small = z.array(z.string());

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is too small to be pressed with a thumb: everything that is pressed, but for links within a sentence. */
const tooSmall = `[...document.querySelectorAll('button, summary, label.choice, .check > label, select, a.button, .steps a, .top a, input:not([type=hidden], [type=radio], [type=checkbox]), textarea')]
  .filter((each) => each.offsetParent !== null && Math.min(each.offsetWidth, each.offsetHeight) < 44)
  .map((each) => each.outerHTML.slice(0, 120))`;

/** Looks at the page as it is: axe finds nothing, nothing is too small for a thumb, nothing makes it scroll sideways. */
export async function expectNothingWrong(page: Page): Promise<void> {
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(axe); // once a document: it is large
  const { violations } = Results.parse(await page.evaluate("axe.run({ resultTypes: ['violations'] })"));
  const small = Small.parse(await page.evaluate(tooSmall));
  const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
  expect({ violations, small, wide }).toEqual({ violations: [], small: [], wide: false });
}

/** Looks at the page at `address` in every language, light and window (or these), with whatever is folded unfolded. */
export async function expectAccessible(
  page: Page,
  address: string,
  how: readonly Look[] = looks,
): Promise<void> {
  for (const { viewport, locale, colorScheme } of how) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    const wanted = `${address}${address.includes('?') ? '&' : '?'}lang=${locale}`;
    if (!page.url().startsWith(address) || !page.url().includes(`lang=${locale}`)) await page.goto(wanted);
    expect(await page.evaluate('document.documentElement.lang')).toBe(locale);
    await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
    await expectNothingWrong(page);
  }
}
