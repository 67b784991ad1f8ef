import type { WordingLocale } from '../../../domain/messages/locale.ts';
import type { Field } from '../kit/field.ts';
import type { PaymentMethods, Shop } from '../rest-shapes.ts';
import { inLocale } from '../words/pair.ts';
import { shopsWords } from '../words/shops.ts';
import { methodNames } from '../words/states.ts';

/** Something a shop is set to. */
export interface ShopSetting {
  readonly field: Field;
  /** What stands where nothing is set. */
  readonly otherwise: string;
}

export interface SettingsView {
  readonly shop: Shop;
  /** Names of policies to choose from. */
  readonly policies: readonly string[];
  readonly methods: PaymentMethods['data'];
}

/** Everything a shop can be set to, each with what it is now; fields are called as REST calls them. */
export function shopSettings(view: SettingsView, locale: WordingLocale): readonly ShopSetting[] {
  const { shop, policies } = view;
  const words = shopsWords[locale];
  const names = [...new Set([shop.policy, ...policies])].map((value) => ({ value, text: value }));
  const policy = { kind: 'choice', name: 'policy', label: words.policy, choices: names } as const;
  const text = (name: string, label: string, hint: string, value: string | undefined) =>
    ({ kind: 'text', name, label, hint, value }) as const;
  const experiment = shop.experiment && JSON.stringify(shop.experiment, null, 2);
  return [
    { field: { ...policy, value: shop.policy, isRequired: true }, otherwise: words.none },
    {
      field: text('timeZone', words.timeZone, words.timeZoneHint, shop.timeZone),
      otherwise: words.ofPolicy,
    },
    {
      field: { ...text('currency', words.currency, words.currencyHint, shop.currency), isRequired: true },
      otherwise: words.none,
    },
    {
      field: { ...text('locale', words.locale, words.localeHint, shop.locale), isRequired: true },
      otherwise: words.none,
    },
    ...providerSettings(view, locale),
    ...bankSettings(view, locale),
    {
      field: {
        kind: 'long_text',
        name: 'experiment',
        label: words.experiment,
        hint: words.experimentHint,
        value: experiment,
      },
      otherwise: words.none,
    },
  ];
}

function providerSettings({ shop, methods }: SettingsView, locale: WordingLocale): readonly ShopSetting[] {
  const words = shopsWords[locale];
  return methods.map(({ method, providers, usual }) => {
    const chosen = shop.paymentProviders?.[method];
    const names = [...new Set([...(chosen === undefined ? [] : [chosen]), ...providers])];
    const otherwise = words.usual(usual);
    const choices = [{ value: '', text: otherwise }, ...names.map((value) => ({ value, text: value }))];
    const label = words.collects(inLocale(methodNames[method], locale));
    const name = `paymentProviders.${method}`;
    return { field: { kind: 'choice', name, label, choices, value: chosen }, otherwise };
  });
}

function bankSettings({ shop }: SettingsView, locale: WordingLocale): readonly ShopSetting[] {
  const words = shopsWords[locale];
  const { holder, account, bank } = shop.bankAccount ?? {};
  const parts = [
    ['holder', words.holder, holder],
    ['account', words.account, account],
    ['bank', words.bankName, bank],
  ] as const;
  return parts.map(([part, name, value]) => ({
    field: {
      kind: 'text',
      name: `bankAccount.${part}`,
      label: `${words.bank}: ${name}`,
      hint: words.bankHint,
      value,
    },
    otherwise: words.none,
  }));
}
