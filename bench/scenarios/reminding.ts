import { setTimeout as pause } from 'node:timers/promises';
import { localDayOf } from '../../domain/calendar/local-time.ts';
import { DAY, MINUTE, SECOND, later } from '../../domain/duration.ts';
import { orderIds } from '../buyers.ts';
import type { Asked } from '../buyers.ts';
import { per1000, prepareEngineGround } from '../engine-ground.ts';
import type { EngineGround } from '../engine-ground.ts';
import { startMailSink } from '../mail-sink.ts';
import type { MailSink } from '../mail-sink.ts';
import { untilNoted } from '../order-states.ts';
import { quantilesOf } from '../quantiles.ts';
import type { Figures, Scenario } from '../scenario.ts';

const ORDERS = 1_000;
/** They are placed, and so become due, within this time. */
const WITHIN = MINUTE;
/** From placing to the reminder: long enough that all have begun before the first is due. */
const DELAY = 90 * SECOND;
const PATIENCE = 3 * MINUTE;

/** Issue 4: 1,000 reminders that are due within one minute are sent within it. */
export const reminding: Scenario = {
  name: 'reminding',
  about: `${ORDERS} reminders by mail, due within ${WITHIN / SECOND} s: decided, worded, and taken by a mail server`,
  reference: { secondsForAll: 'goal: 60', 'latenessMs: p99': 'goal: below 1000' },
  async run() {
    const mails = await startMailSink();
    const ground = await prepareEngineGround({
      policy: mailPolicy(new Date().toISOString()),
      smtpUrl: mails.url,
    });
    try {
      return await remindThem(ground, mails);
    } finally {
      await ground.stop();
      await mails.close();
    }
  },
};

/** One reminder by mail, `DELAY` after placing; it is noon, and a working day, wherever this runs. */
function mailPolicy(now: string) {
  const hoursToNoon = 12 - new Date(now).getUTCHours();
  const timeZone =
    hoursToNoon === 0 ? 'Etc/GMT' : `Etc/GMT${hoursToNoon > 0 ? '-' : '+'}${Math.abs(hoursToNoon)}`;
  return {
    calendar: { timeZone, extraWorkdays: [0, DAY].map((ahead) => localDayOf(later(now, ahead), timeZone)) },
    reminders: {
      enabled: true,
      strategy: 'delay',
      delay: `PT${DELAY / SECOND}S`,
      notBefore: 'PT0S',
      lastCall: 'PT0S',
      channels: ['email'],
    },
  };
}

async function remindThem(
  { database, buyers, cpuSeconds }: EngineGround,
  { arrivals }: MailSink,
): Promise<Figures> {
  const pace = { perSecond: ORDERS / (WITHIN / SECOND) };
  const placed = await buyers.place(orderIds('remind', ORDERS), { kind: 'normal', pace, byMail: true });
  await untilNoted(database, 'begun', { count: ORDERS, patienceMs: PATIENCE });
  const firstDue = Math.min(...placed.map(({ sentAt }) => sentAt)) + DELAY;
  if (Date.now() > firstDue)
    throw new Error('reminders were due before all orders had begun: the machine is too busy to measure');
  const before = cpuSeconds();
  for (const giveUpAt = firstDue + WITHIN + PATIENCE; arrivals.size < ORDERS; await pause(100))
    if (Date.now() > giveUpAt) throw new Error(`only ${arrivals.size} of ${ORDERS} reminders were sent`);
  const dueAt = ({ sentAt, tookMs }: Asked) => sentAt + tookMs + DELAY;
  return {
    secondsForAll: (Math.max(...arrivals.values()) - firstDue) / SECOND,
    latenessMs: { ...quantilesOf(placed.map((asked) => arrivedFor(arrivals, asked) - dueAt(asked))) },
    cpuSecondsPer1000: per1000(before, cpuSeconds(), ORDERS),
  };
}

function arrivedFor(arrivals: ReadonlyMap<string, number>, { orderId }: Asked): number {
  const at = arrivals.get(`buyer-${orderId}@bench.example`);
  if (at === undefined) throw new Error(`no mail came for ${orderId}`);
  return at;
}
