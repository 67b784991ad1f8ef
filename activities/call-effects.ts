import { endOfQuiet } from '../domain/calendar/quiet-hours.ts';
import { shopZone } from '../domain/calendar/shop-zone.ts';
import type { CallOutcome, CallTask } from '../domain/call-tasks/call-task.ts';
import { troubleHelp } from '../domain/call-tasks/trouble-help.ts';
import { between, durationMs, later } from '../domain/duration.ts';
import type { MessageData, WrittenChannel } from '../domain/messages/message.ts';
import { callContacts } from '../prisma/call-contacts.ts';
import { alertStaff } from './alert-staff.ts';
import { moveDeadline } from './moving-deadline.ts';
import { queueContactMessage, queueMessages, serviceChannels } from './messages.ts';
import type { OrderStep } from './order-step.ts';
import { planAgain } from './planning.ts';

/** A call that is over. `gift`: what the buyer keeps the order for, in the policy's words. */
export interface FinishedCall {
  readonly task: CallTask;
  readonly outcome: CallOutcome;
  readonly gift: string | null;
  readonly contactId: string | undefined;
}

/** Does what the outcome of a call asks for, besides cancelling, in the step that takes it (product.md section 4). */
export async function carryOutOutcome(step: OrderStep, call: FinishedCall): Promise<void> {
  switch (call.outcome) {
    case 'will_pay':
      return holdReminders(step);
    case 'no_answer':
      return planAgain(step, 'no_answer'); // the next stage is the next try
    case 'does_not_remember':
      return tell(step, call, { reason: 'details' });
    case 'for_somebody_else':
      return passOn(step, call);
    case 'payment_trouble':
      return helpToPay(step, call);
    case 'wants_to_change':
      return tell(step, call, { reason: 'change' });
    case 'not_wanted':
      return call.gift === null ? undefined : tell(step, call, { reason: 'gift', perk: call.gift });
    default:
      return call.outcome satisfies never;
  }
}

async function holdReminders(step: OrderStep): Promise<void> {
  await step.change({
    remindersHeldUntil: new Date(later(step.now, durationMs(step.policy.callTasks.willPayHold))),
  });
  await planAgain(step, 'will_pay');
}

async function helpToPay(step: OrderStep, call: FinishedCall): Promise<void> {
  await giveMoreTime(step);
  await tell(step, call, { reason: 'payment_trouble', help: troubleHelp(step.order()) });
}

/** As much as a buyer may ask for, without using up his own extension; not in grace (rules.md 18). */
async function giveMoreTime(step: OrderStep): Promise<void> {
  const { deadline } = step.order();
  if (deadline === null || between(deadline, step.now) >= 0) return;
  await moveDeadline(step, durationMs(step.policy.extension.buyer));
  const facts = { from: deadline, to: step.order().deadline };
  step.tell({ kind: 'extended', reason: 'payment_trouble', actor: 'staff', facts });
  await planAgain(step, 'extended');
}

/** The link goes to whom the order was bought for: by mail at once, by SMS outside quiet hours (rules.md 26). */
async function passOn(step: OrderStep, call: FinishedCall): Promise<void> {
  const contact =
    call.contactId === undefined ? undefined : await callContacts(step.client).find(call.contactId);
  if (!contact) return;
  const payUrl = step.dependencies.links.payUrl(step.order(), step.now, 'friend');
  const wish = { purpose: 'problem', stage: stageOf(call), extras: { reason: 'passed_on', payUrl } } as const;
  const byMail = await queueContactMessage(step, contact, { ...wish, channels: ['email'] });
  const at = await endOfQuietHours(step);
  const bySms = await queueContactMessage(step, contact, { ...wish, channels: ['sms'], at });
  if (byMail.length + bySms.length === 0) await alertNotTold(step, call);
}

/** No channel of the shop's reaches the contact: a person has to. */
async function alertNotTold(step: OrderStep, { task }: FinishedCall): Promise<void> {
  const key = `contact_not_told/${task.id}`;
  await alertStaff(step, { kind: 'contact_not_told', facts: { task: task.id }, key });
}

/** Tells the buyer what was spoken about, as a service message: he has his phone at hand, so by SMS too outside quiet hours. */
async function tell(step: OrderStep, call: FinishedCall, extras: Partial<MessageData>): Promise<void> {
  const byDay = (await endOfQuietHours(step)) === step.now;
  const channels: readonly WrittenChannel[] = byDay ? [...serviceChannels, 'sms'] : serviceChannels;
  await queueMessages(step, { purpose: 'problem', stage: stageOf(call), channels, extras });
}

/** The step's now, or the end of the quiet hours it lies in. */
async function endOfQuietHours(step: OrderStep): Promise<string> {
  const { timeZone } = await step.buyer();
  const zone = shopZone({ timeZone }, step.policy.calendar);
  return new Date(endOfQuiet(Date.parse(step.now), step.policy.reminders.quietHours, zone)).toISOString();
}

/** Each stage is called about once, so what follows a call has a name of its own. */
function stageOf({ task }: FinishedCall): string {
  return `call_${task.stage}`;
}
