import { standingLevels } from '../domain/validity/standing-level.ts';
import type { StandingLevel } from '../domain/validity/standing-level.ts';
import type { Client } from './database.ts';
import type { StandingAppeal as AppealRow } from './generated/client.ts';
import { instant, instantOrNull, oneOf } from './rows.ts';

const decisions = ['granted', 'refused'] as const;
export type AppealDecision = (typeof decisions)[number];

/** What a buyer says against his level; a person decides. */
export interface StandingAppeal {
  readonly id: string;
  readonly customerId: string;
  readonly level: StandingLevel;
  readonly note: string;
  readonly at: string;
  readonly decision: AppealDecision | null;
  readonly decisionNote: string | null;
  readonly decidedAt: string | null;
}

/** Appeals, read and written through `client`. */
export function standingAppeals(client: Client) {
  return {
    async find(id: string): Promise<StandingAppeal | undefined> {
      const row = await client.standingAppeal.findUnique({ where: { id } });
      return row ? appealOf(row) : undefined;
    },

    /** The buyer's appeal that waits; he has one at a time. */
    async openOf(customerId: string): Promise<StandingAppeal | undefined> {
      const row = await client.standingAppeal.findFirst({ where: { customerId, decision: null } });
      return row ? appealOf(row) : undefined;
    },

    async add(appeal: Pick<StandingAppeal, 'id' | 'customerId' | 'level' | 'note' | 'at'>): Promise<void> {
      await client.standingAppeal.create({ data: appeal });
    },

    /** Decides an appeal that waits; decided before stays as it was. */
    async decide(
      id: string,
      {
        decision,
        note,
        at,
      }: { readonly decision: AppealDecision; readonly note: string; readonly at: string },
    ): Promise<void> {
      await client.standingAppeal.updateMany({
        where: { id, decision: null },
        data: { decision, decisionNote: note, decidedAt: at },
      });
    },

    /** Oldest first; `after` is the last one of the page before. */
    async list({
      open,
      after,
      limit,
    }: {
      open: boolean | undefined;
      after: { at: string; id: string } | undefined;
      limit: number;
    }): Promise<StandingAppeal[]> {
      const rows = await client.standingAppeal.findMany({
        where: {
          ...(open === undefined ? {} : { decision: open ? null : { not: null } }),
          ...(after ? { OR: [{ at: { gt: after.at } }, { at: after.at, id: { gt: after.id } }] } : {}),
        },
        orderBy: [{ at: 'asc' }, { id: 'asc' }],
        take: limit,
      });
      return rows.map(appealOf);
    },
  };
}

function appealOf(row: AppealRow): StandingAppeal {
  const { id, customerId, note, decisionNote } = row;
  return {
    id,
    customerId,
    note,
    decisionNote,
    level: oneOf(standingLevels, row.level),
    at: instant(row.at),
    decision: row.decision === null ? null : oneOf(decisions, row.decision),
    decidedAt: instantOrNull(row.decidedAt),
  };
}
