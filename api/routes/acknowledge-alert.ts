import { z } from 'zod';
import { alerts } from '../../prisma/alerts.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { Alert } from '../schemas/alert.ts';
import { alertView } from '../views/alert.ts';

export const acknowledgeAlert = route({
  method: 'POST',
  url: '/v1/alerts/:id/acknowledge',
  scope: 'staff',
  summary: 'Say that somebody has seen an alert',
  params: z.object({ id: z.uuid() }),
  response: { 200: Alert, 404: Problem },
  handler: async ({ params: { id }, now }, { database }) => {
    const alert = await alerts(database.client).acknowledge(id, now);
    if (!alert) throw new RequestRefusal('alert_not_found', { facts: { id } });
    return alertView(alert);
  },
});
