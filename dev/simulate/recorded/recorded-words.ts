import type { Segment } from '../../../domain/reminders/segments.ts';
import type { RecordedOrder } from '../../../prisma/recorded-orders.ts';
import type { Calibration } from './calibration.ts';
import type { Knowledge, KnownIntent } from './recorded-intent.ts';

type Known = KnownIntent & { readonly order: RecordedOrder; readonly segment: Segment };

const counting = (known: readonly Known[]) => (knowledge: Knowledge) =>
  known.filter((one) => one.knowledge === knowledge).length;

/** What was seen of the recorded orders, as sentences. */
export function observedIn(known: readonly Known[]): readonly string[] {
  const count = counting(known);
  const failed = known.reduce((sum, { order }) => sum + order.failures.length, 0);
  const reminders = known.reduce((sum, { order }) => sum + order.reminders.length, 0);
  return [
    `${known.length} decided orders with their lines, prices, kinds and times, and their buyers’ channels, consents and earlier purchases.`,
    `${count('paid_unreminded')} were paid without a reminder before: they pay when they did.`,
    `${count('cancelled')} were cancelled by their buyers: they cancel when and why they did.`,
    `${failed} attempts to pay failed: they fail again, for the same reasons.`,
    `${reminders} reminders were sent: those that changed nothing change nothing again.`,
    'Stock is what the ledger says was free at the beginning, and what came in meanwhile.',
  ];
}

/** What nobody could see and the model says instead, as sentences. */
export function assumedIn(known: readonly Known[], calibrations: readonly Calibration[]): readonly string[] {
  const count = counting(known);
  const [because, anyway] = [count('paid_after_reminder_because'), count('paid_after_reminder_anyway')];
  return [
    `${because + anyway} were paid after a reminder: ${anyway} of them would have paid anyway, ${because} only because of it.`,
    `${count('would_have_paid_later')} of those that were closed unpaid would have paid later, had they lived longer.`,
    'Whoever got no reminder answers one as the model has it.',
    'Methods other than card, Alipay and WeChat are paid by card. Orders that were refused then are left out.',
    ...calibrations.map(calibrationText),
  ];
}

function calibrationText({ channel, reminders, paidWithin24h, factor }: Calibration): string {
  if (factor === null)
    return `${channel}: ${reminders} recorded reminders are too few to calibrate by; the model’s number counts.`;
  return `${channel}: calibrated by ${reminders} recorded reminders, ${paidWithin24h} paid within 24 h: it persuades ${factor.toFixed(2)} times as often as the model says.`;
}
