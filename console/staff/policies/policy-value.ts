import { MINUTE, durationMs, isDuration } from '../../../domain/duration.ts';
import { durationText } from '../../../domain/messages/time-text.ts';
import { html, type Html } from '../../html.ts';
import { priceText } from '../kit/money.ts';
import { percentText } from '../kit/percent.ts';
import type { Reader } from '../reader.ts';
import { codeText } from '../words/codes.ts';
import { inLocale } from '../words/pair.ts';
import { policyCodes } from '../words/policies.ts';
import { policyFieldNames } from '../words/policy-fields.ts';
import { NOTHING } from '../reports/figures.ts';

/** Who reads a policy, and in which currency its amounts are told. */
export interface PolicyReader extends Reader {
  readonly currency: string;
}

/** Fields that are amounts in minor units. */
const amounts: readonly string[] = [
  'reminders.callFrom',
  'credit.grades.limit',
  'credit.rescue.payInFullDiscount',
  'credit.rescue.outsideProviders.minAmount',
  'credit.rescue.outsideProviders.maxAmount',
  'shipping.freeFrom',
  'rewards.importantMonetary',
  'rewards.couponAmount',
  'rewards.couponFrom',
  'rewards.spendMoreFrom',
  'rewards.spendMoreAmount',
  'alerts.largeOrder',
];

/** Fields that are shares of a whole. */
const shares: readonly string[] = [
  'stock.flashSharePerCustomer',
  'credit.offers.similarWithin',
  'credit.rescue.downPayment',
  'credit.rescue.exploration',
  'standing.watchValidity',
];

export function policyFieldName(path: string, { locale }: Reader): Html | string {
  const pair = Object.hasOwn(policyFieldNames, path) ? policyFieldNames[path] : undefined;
  return pair ? inLocale(pair, locale) : html`<code>${path}</code>`;
}

/** What a field of a policy says: lengths of time, money and shares as people write them, codes in words. */
export function policyValue(path: string, value: unknown, reader: PolicyReader): Html | string {
  const { locale } = reader;
  if (value === null || value === undefined) return NOTHING;
  if (typeof value === 'boolean') return codeText(value ? 'yes' : 'no', locale);
  if (typeof value === 'number') return numberText(path, value, reader);
  if (typeof value === 'string') return textOf(value, reader);
  return Array.isArray(value) ? listOf(path, value, reader) : partsOf(path, value, reader);
}

function numberText(path: string, value: number, { locale, currency }: PolicyReader): string {
  if (shares.includes(path)) return percentText(value, locale);
  return amounts.includes(path) && Number.isSafeInteger(value)
    ? priceText({ amount: value, currency }, locale)
    : String(value);
}

/** A length of time of seconds stays as it is: words round it down to minutes. */
function textOf(text: string, { locale }: Reader): string {
  const pair = Object.hasOwn(policyCodes, text) ? policyCodes[text] : undefined;
  if (pair) return inLocale(pair, locale);
  if (isDuration(text)) {
    const ms = durationMs(text);
    return ms % MINUTE === 0 ? durationText(ms, locale) : text;
  }
  return codeText(text, locale);
}

function listOf(path: string, values: readonly unknown[], reader: PolicyReader): Html | string {
  if (values.length === 0) return NOTHING;
  const said = values.map((value) => policyValue(path, value, reader));
  if (said.every((text) => typeof text === 'string')) return said.join(' · ');
  return html`<ul class="plain">
    ${said.map((text) => html`<li>${text}</li>`)}
  </ul>`;
}

function partsOf(path: string, value: object, reader: PolicyReader): Html | string {
  const parts = Object.entries(value);
  if (parts.length === 0) return NOTHING;
  return html`<span
    >${parts.map(([name, part], index) => {
      const at = `${path}.${name}`;
      return html`${index > 0 && ', '}${nameOfPart(at, name, reader)} ${policyValue(at, part, reader)}`;
    })}</span
  >`;
}

function nameOfPart(path: string, name: string, reader: Reader): Html | string {
  return Object.hasOwn(policyFieldNames, path) ? policyFieldName(path, reader) : name;
}
