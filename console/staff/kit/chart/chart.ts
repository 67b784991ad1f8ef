import { html, type Html } from '../../../html.ts';

/** What every chart says of itself; the numbers themselves are in the table beside it. */
export interface ChartText {
  /** Its name on the page, for the ids of its title and description. */
  readonly id: string;
  readonly title: string;
  /** What can be seen in it, in one sentence, for who can't see it. */
  readonly says: string;
}

/**
 * An SVG as wide as there is room: places along it are percentages and heights pixels, so that its text stays as large as any text of the
 * page, on a phone too. Colours are the page's (staff.css), light and dark.
 */
export function chart({ id, title, says }: ChartText, height: number, parts: readonly Html[]): Html {
  return html`<figure class="chart">
    <figcaption>${title}</figcaption>
    <svg role="img" aria-labelledby="${id}-title ${id}-says" width="100%" height="${height}">
      <title id="${id}-title">${title}</title>
      <desc id="${id}-says">${says}</desc>
      ${parts}
    </svg>
  </figure>`;
}

/** A place along a chart, of its width. */
export function along(percent: number): string {
  return `${Math.round(percent * 100) / 100}%`;
}

/** As much of a label as there is room for; the table has all of it. */
export function label(text: string, most = 36): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
