import { between, later } from '../domain/duration.ts';
import type { OrderStep } from './order-step.ts';

/** A closing that had begun is over once the release time lies ahead again: the order can be paid. */
export function payableUntil({ now }: Pick<OrderStep, 'now'>, releaseAt: string | null) {
  return releaseAt === null || between(now, releaseAt) > 0 ? { closingSince: null } : {};
}

/** Moves the deadline, the release time and the ordinary deadline by `ms`: the three never drift apart (rules.md 21). */
export async function moveDeadline(step: OrderStep, ms: number): Promise<void> {
  const { deadline, releaseAt, row } = step.order();
  if (deadline === null || releaseAt === null) return;
  const plain = row.plainDeadline?.toISOString();
  await step.change({
    deadline: new Date(later(deadline, ms)),
    releaseAt: new Date(later(releaseAt, ms)),
    ...payableUntil(step, later(releaseAt, ms)),
    ...(plain === undefined ? {} : { plainDeadline: new Date(later(plain, ms)) }),
  });
}
