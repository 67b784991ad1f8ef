import { wordingLocale } from '../domain/messages/locale.ts';
import { smsLength } from '../domain/messages/sms-length.ts';
import { partsOf, templateNames, templateScope } from '../domain/messages/own-template.ts';
import type { OwnTemplate, TemplateFault, TemplateScope } from '../domain/messages/own-template.ts';
import type { SampleWish } from '../domain/messages/sample.ts';
import { templateFor, wordings } from '../domain/messages/templates/wording.ts';
import { renderSample, tryTemplate } from '../domain/messages/try-out.ts';
import { variablesOf } from '../domain/messages/variables.ts';
import type { Client } from '../prisma/database.ts';
import { shops } from '../prisma/shops.ts';
import type { Shop } from '../prisma/shops.ts';
import { templates } from '../prisma/templates.ts';
import type { Caller } from './auth.ts';
import { RequestRefusal } from './problems.ts';

/** What a template's name says. Throws `RequestRefusal('template_not_found')` for one that is none. */
export function scopeOf(name: string): TemplateScope {
  const scope = templateScope(name);
  if (!scope) throw new RequestRefusal('template_not_found', { facts: { name } });
  return scope;
}

/** A shop whose words the caller may see and change. Throws `RequestRefusal('shop_not_found')`, also for a shop that is not the key's. */
export async function requireShop(client: Client, caller: Caller, id: string): Promise<Shop> {
  const isOthers = caller.shop !== undefined && caller.shop !== id;
  const shop = isOthers ? undefined : await shops(client).find(id);
  if (!shop) throw new RequestRefusal('shop_not_found', { facts: { shop: id } });
  return shop;
}

/** Refuses a template that could not be used, naming what is wrong with each part. `within` is where the template stands in the body. */
export async function requireUsable(template: OwnTemplate, scope: TemplateScope, within = ''): Promise<void> {
  const faults = await tryTemplate(template, scope);
  const errors = faults.map(({ part, message }: TemplateFault) => ({
    field: `${within}${part}`,
    in: 'body' as const,
    message,
  }));
  if (errors.length > 0) throw new RequestRefusal('invalid_request', { errors });
}

/** A name's words in a shop: its own newest version, and what is built in. */
export async function templateView(
  client: Client,
  { id, locale }: Pick<Shop, 'id' | 'locale'>,
  name: string,
) {
  const scope = scopeOf(name);
  const stored = (await templates(client).newest(id, [name])).get(name);
  const spoken = scope.locale ?? wordingLocale(locale);
  return {
    name,
    shop: id,
    version: stored?.version ?? 0,
    template: stored?.document ?? {},
    builtIn: templateFor(wordings[spoken], scope.purpose, scope.persona),
    variables: [...variablesOf(scope.purpose)],
  };
}

/** What messages would say with `template` under this name, on an order that is always the same, beside the shop's other words. */
export async function previewTemplate(
  client: Client,
  shop: Pick<Shop, 'id' | 'locale'>,
  { name, template, wish }: { name: string; template: OwnTemplate | undefined; wish: Partial<SampleWish> },
) {
  const scope = scopeOf(name);
  if (template) await requireUsable(template, scope, 'template.');
  const locale = scope.locale ?? wish.locale ?? wordingLocale(shop.locale);
  const persona = scope.persona ?? wish.persona;
  const sample = { ...wish, purpose: scope.purpose, locale, ...(persona === undefined ? {} : { persona }) };
  const own = await wordsOf(client, shop, { sample, name, template });
  const { sms, email, push, in_app } = await renderSample(sample, own);
  const length = smsLength(sms.text);
  return {
    locale,
    channels: {
      sms: { text: sms.text, ...length },
      email: { ...email, html: email.html ?? '' },
      push,
      in_app,
    },
  };
}

/** The shop's own words for the sample, with `template` in place of what is stored under its name. */
async function wordsOf(
  client: Client,
  { id }: Pick<Shop, 'id'>,
  { sample, name, template }: { sample: SampleWish; name: string; template: OwnTemplate | undefined },
): Promise<OwnTemplate> {
  const names = templateNames(sample);
  const stored = await templates(client).newest(id, names);
  return names.reduce<OwnTemplate>((words, each) => {
    const next = each === name && template ? template : stored.get(each)?.document;
    return next ? { ...words, ...partsOf(next) } : words;
  }, {});
}
