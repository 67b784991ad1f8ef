import { html, type Html } from '../../html.ts';

/** How urgent a state is; the words say the same, so nobody has to see the colour. */
export type Tone = 'good' | 'busy' | 'bad' | 'plain';

export function badge(text: string, tone: Tone): Html {
  return html`<span class="badge ${tone}">${text}</span>`;
}
