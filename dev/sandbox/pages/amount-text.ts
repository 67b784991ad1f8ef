/** `1234` of `CNY` as people read it: `CN¥12.34`. */
export function amountText(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(amount / 10 ** minorDigits(currency));
}

/** What a person typed (`12.34`, `12,34`, `12`), in minor units; undefined when it is no amount of `currency`. */
export function amountTyped(text: string, currency: string): number | undefined {
  const digits = minorDigits(currency);
  const [, whole, fraction = ''] = /^\s*(\d{1,12})(?:[.,](\d+))?\s*$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > digits) return undefined;
  return Number(whole + fraction.padEnd(digits, '0'));
}

/** `1234` of `CNY` as a field takes it: `12.34`. */
export function amountField(amount: number, currency: string): string {
  return (amount / 10 ** minorDigits(currency)).toFixed(minorDigits(currency));
}

function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}
