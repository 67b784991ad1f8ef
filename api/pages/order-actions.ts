import { z } from 'zod';
import { cancelReasons } from '../../console/cancel-reasons.ts';
import { problemKinds } from '../../prisma/problems.ts';
import { requestNotes } from '../../prisma/request-notes.ts';
import type { Dependencies } from '../dependencies.ts';
import { askOrder, requireNotOver } from '../order-access.ts';
import { MOST_PIECES } from '../schemas/requests.ts';
import { formRequest, isAsSeen } from './form-request.ts';
import { asBuyer } from './refused.ts';
import type { Onward, Visit } from './visit.ts';

const Fields = z.record(z.string(), z.unknown());
const Quantity = z
  .string()
  .trim()
  .regex(/^\d{1,7}$/)
  .transform(Number)
  .refine((pieces) => pieces <= MOST_PIECES);
const Words = z.string().trim().max(2_000).default('');
const Reported = z.object({ kind: z.enum(problemKinds), note: Words });
const Cancelled = z.object({ reason: z.enum(cancelReasons), note: Words });

/** Other quantities of what the order has; 0 takes it out. A quantity that is not in the form stays. */
export async function changeQuantities(dependencies: Dependencies, visit: Visit): Promise<Onward> {
  const { order } = visit;
  return asBuyer(visit, async () => {
    const wanted = wantedLines(visit);
    if (!wanted) return { back: 'quantity_unclear' };
    const lines = wanted.filter(({ quantity }) => quantity > 0);
    if (lines.length === 0) return { back: 'nothing_left' };
    const request = formRequest(visit, 'lines', lines);
    if (!(await isAsSeen(dependencies, visit, request))) return { back: 'order_changed' };
    const { requestId } = request;
    const asked = { kind: 'change_lines', requestId, lines, by: 'buyer' } as const;
    await askOrder(dependencies, await requireNotOver(dependencies, order, requestId), asked);
    return { back: 'lines_changed' };
  });
}

/** What the form wants of each SKU; undefined where a quantity is none. */
function wantedLines({ order, fields }: Visit): { sku: string; quantity: number }[] | undefined {
  const given = Fields.safeParse(fields).data ?? {};
  const had = Map.groupBy(order.lines, ({ sku }) => sku);
  const wanted = [...had].map(([sku, lines]) => {
    const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    return { sku, quantity: Quantity.safeParse(given[`quantity.${sku}`] ?? String(pieces)).data };
  });
  const clear = wanted.flatMap(({ sku, quantity }) => (quantity === undefined ? [] : [{ sku, quantity }]));
  return clear.length === wanted.length ? clear : undefined;
}

/** Tells staff of a problem: reminders and closing wait for it (rules.md 19). */
export async function reportProblem(dependencies: Dependencies, visit: Visit): Promise<Onward> {
  const reported = Reported.safeParse(visit.fields).data;
  return asBuyer(visit, async () => {
    if (!reported) return { back: 'incomplete' };
    const { requestId } = formRequest(visit, 'problem', reported);
    const order = await requireNotOver(dependencies, visit.order, requestId);
    await keepNote(dependencies, visit, { id: requestId, note: reported.note });
    await askOrder(dependencies, order, {
      kind: 'report_problem',
      requestId,
      problemId: requestId,
      problem: reported.kind,
      noteId: requestId,
    });
    return { back: 'problem_reported' };
  });
}

/** Cancels with the reason that reports group by; what the buyer adds in his own words stays out of the workflow (rules.md 9). */
export async function cancel(dependencies: Dependencies, visit: Visit): Promise<Onward> {
  const cancelled = Cancelled.safeParse(visit.fields).data;
  return asBuyer(visit, async () => {
    if (!cancelled) return { back: 'incomplete' };
    const { reason, note } = cancelled;
    const { requestId } = formRequest(visit, 'cancel', cancelled);
    // The page says that it is closed; a second click has nothing to add.
    if (visit.order.closedReason === 'cancelled_by_buyer') return { back: undefined };
    const order = await requireNotOver(dependencies, visit.order, requestId);
    if (note !== '') await keepNote(dependencies, visit, { id: requestId, note });
    const noted = note === '' ? {} : { noteId: requestId };
    await askOrder(dependencies, order, { kind: 'cancel', requestId, reason, by: 'buyer', ...noted });
    return { back: undefined };
  });
}

async function keepNote(
  { database, now }: Dependencies,
  { order }: Visit,
  { id, note }: { readonly id: string; readonly note: string },
): Promise<void> {
  await requestNotes(database.client).keep({ id, orderId: order.id, note, at: now() });
}
