import { durationText } from '../../../domain/messages/time-text.ts';
import { moneyText } from '../../../domain/messages/money-text.ts';
import { html, type Html } from '../../html.ts';
import type { Reader } from '../reader.ts';
import { factNames } from '../words/fact-names.ts';
import { inLocale } from '../words/pair.ts';
import { codeText } from '../words/codes.ts';
import { day, when } from './when.ts';

export type FactRecord = Readonly<Record<string, unknown>>;

/** Facts that are amounts in minor units, of the currency among them or else of what they are about. */
const amounts: readonly string[] = [
  'amount',
  'total',
  'credited',
  'excess',
  'financed',
  'outstanding',
  'discount',
  'movedAmount',
  'owed',
  'counted',
  'dueAgain',
  'amountDue',
  'amountPaid',
  'left',
];

interface Saying {
  readonly reader: Reader;
  readonly currency: string | undefined;
}

/** What a decision was made on, readable: names in words, times on the shop's clock, amounts as money; nothing is left out. */
export function factList(facts: FactRecord, reader: Reader, ofCurrency?: string): Html | undefined {
  const currency = typeof facts['currency'] === 'string' ? facts['currency'] : ofCurrency;
  const shown = Object.entries(facts).filter(([, value]) => value !== null && value !== undefined);
  if (shown.length === 0) return undefined;
  const saying = { reader, currency };
  return html`<dl class="facts small">
    ${shown.map(
      ([name, value]) =>
        html`<div>
          <dt>${nameOf(name, reader)}</dt>
          <dd>${valueOf(name, value, saying)}</dd>
        </div>`,
    )}
  </dl>`;
}

function nameOf(name: string, { locale }: Reader): Html | string {
  const known = factNames[name];
  return known ? inLocale(known, locale) : html`<code>${name}</code>`;
}

function valueOf(name: string, value: unknown, saying: Saying): Html | string {
  const { locale } = saying.reader;
  if (typeof value === 'boolean') return codeText(value ? 'yes' : 'no', locale);
  if (typeof value === 'number') return numberText(name, value, saying);
  if (typeof value === 'string') return textOf(value, saying.reader);
  if (Array.isArray(value)) return listText(name, value, saying);
  return typeof value === 'object' && value !== null
    ? objectText(value, saying)
    : html`<code>${String(value)}</code>`;
}

function numberText(name: string, value: number, { reader: { locale }, currency }: Saying): string {
  if (name.endsWith('Ms')) return durationText(value, locale);
  return amounts.includes(name) && currency !== undefined && Number.isSafeInteger(value)
    ? moneyText(value, currency, locale)
    : String(value);
}

function textOf(value: string, reader: Reader): Html | string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return when(value, reader);
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return day(value, reader);
  return codeText(value, reader.locale);
}

function listText(name: string, values: readonly unknown[], saying: Saying): Html {
  if (values.length === 0) return html`–`;
  return html`<ul class="plain">
    ${values.map((value) => html`<li>${valueOf(name, value, saying)}</li>`)}
  </ul>`;
}

/** `{ amount, currency }` is money; anything else is named part by part. */
function objectText(value: object, { reader, currency }: Saying): Html | string {
  const parts = Object.entries(value);
  const money = new Map<string, unknown>(parts);
  const [amount, of] = [money.get('amount'), money.get('currency')];
  if (parts.length === 2 && typeof amount === 'number' && typeof of === 'string')
    return moneyText(amount, of, reader.locale);
  const said = parts.flatMap(([name, part], index) => [
    html`${index > 0 && ', '}${nameOf(name, reader)} ${valueOf(name, part, { reader, currency })}`,
  ]);
  return html`<span>${said}</span>`;
}
