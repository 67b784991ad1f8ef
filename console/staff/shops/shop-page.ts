import { html, type Html } from '../../html.ts';
import { facts } from '../kit/facts.ts';
import { foldedForm, type FormPart } from '../kit/form.ts';
import { shopsWords } from '../words/shops.ts';
import { SHOPS, shopHref } from './shop-href.ts';
import { shopSettings, type SettingsView } from './shop-settings.ts';

/** A shop: what it is set to, and changing that. */
export function shopPage(view: SettingsView, part: FormPart): Html {
  const { locale } = part;
  const words = shopsWords[locale];
  const { id, version } = view.shop;
  const settings = shopSettings(view, locale);
  const form = {
    name: 'save',
    action: `${shopHref(id)}/save`,
    along: { version: String(version) },
    fields: settings.map(({ field }) => field),
    button: words.save,
    tone: 'go',
  } as const;
  return html`<p class="back"><a href="${SHOPS}">${words.all}</a></p>
    <h1>${words.one(id)}</h1>
    <section class="card">
      <h2>${words.settings}</h2>
      ${facts(settings.map(({ field, otherwise }) => [field.label, field.value ?? otherwise]))}
    </section>
    <section class="card actions">${foldedForm(words.change, form, part)}</section>`;
}
