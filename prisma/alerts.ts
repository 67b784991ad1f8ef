import { z } from 'zod';
import type { Client } from './database.ts';
import type { Alert as AlertRow } from './generated/client.ts';
import { instant, instantOrNull } from './rows.ts';

const Facts = z.record(z.string(), z.unknown());

/** Something staff have to look at; alerts-to-staff.ts raises it. */
export interface Alert {
  readonly id: string;
  readonly kind: string;
  /** What it is about: an order's, a SKU's or a provider's id. */
  readonly subject: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly at: string;
  readonly acknowledgedAt: string | null;
}

/** Alerts, read and acknowledged through `client`. */
export function alerts(client: Client) {
  return {
    /** Newest first; `before` is the last one of the page before. */
    async list({
      open,
      kind,
      before,
      limit,
    }: {
      open: boolean | undefined;
      kind?: string | undefined;
      before: { at: string; id: string } | undefined;
      limit: number;
    }): Promise<Alert[]> {
      const rows = await client.alert.findMany({
        where: {
          ...(open === undefined ? {} : { acknowledgedAt: open ? null : { not: null } }),
          ...(kind === undefined ? {} : { kind }),
          ...(before ? { OR: [{ at: { lt: before.at } }, { at: before.at, id: { lt: before.id } }] } : {}),
        },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: limit,
      });
      return rows.map(alertOf);
    },

    /** Marks an alert as seen, and answers it; seen before stays as it was. Undefined when there is none. */
    async acknowledge(id: string, at: string): Promise<Alert | undefined> {
      await client.alert.updateMany({ where: { id, acknowledgedAt: null }, data: { acknowledgedAt: at } });
      const row = await client.alert.findUnique({ where: { id } });
      return row ? alertOf(row) : undefined;
    },
  };
}

function alertOf(row: AlertRow): Alert {
  const { id, kind, subject } = row;
  return {
    id,
    kind,
    subject,
    facts: Facts.parse(row.facts),
    at: instant(row.at),
    acknowledgedAt: instantOrNull(row.acknowledgedAt),
  };
}
