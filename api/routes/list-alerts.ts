import { z } from 'zod';
import { alerts } from '../../prisma/alerts.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { route } from '../route.ts';
import { Alert } from '../schemas/alert.ts';
import { alertView } from '../views/alert.ts';

/** The alert a page ended with. */
const Position = z.strictObject({ at: z.iso.datetime(), id: z.uuid() });

/** A kind is a code; one that nobody has raised is nobody's. */
const Kind = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'must be a code such as refund_failed');

export const listAlerts = route({
  method: 'GET',
  url: '/v1/alerts',
  scope: 'staff',
  summary: 'Alerts, newest first; acknowledged=false leaves those nobody has seen, kind those of one kind',
  query: z.strictObject({
    ...pageQuery,
    acknowledged: z.enum(['true', 'false']).optional(),
    kind: Kind.optional(),
  }),
  response: { 200: listOf(Alert) },
  handler: async ({ query: { limit, cursor, acknowledged, kind } }, { database }) => {
    const page = pageOf({ limit, cursor }, Position);
    const open = acknowledged === undefined ? undefined : acknowledged === 'false';
    return listPage(
      page,
      (take) => alerts(database.client).list({ open, kind, before: page.after, limit: take }),
      {
        view: alertView,
        position: ({ at, id }) => ({ at, id }),
      },
    );
  },
});
