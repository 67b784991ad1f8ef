import { alertsPage as renderAlerts } from '../../../console/staff/alerts/alerts-page.ts';
import { alertsWords } from '../../../console/staff/words/alerts.ts';
import { Alert } from '../../schemas/alert.ts';
import { filtersIn } from '../filters-in.ts';
import { readList } from '../read-list.ts';
import { readerOf } from '../reader-of.ts';
import { at } from '../rest.ts';
import type { FormOf, StaffPage } from '../staff-page.ts';

const acknowledge: FormOf = {
  scope: 'staff',
  act: async ({ rest, formKey: idempotencyKey }, { alert = '' }) => {
    await rest.send(at`/v1/alerts/${alert}/acknowledge`, { answer: Alert, idempotencyKey });
    return { said: 'alert_seen' };
  },
};

/** What a person has to look at; what nobody has seen first. */
export const alertsPage: StaffPage = {
  path: '/alerts',
  scope: 'staff',
  menu: 'alerts',
  forms: { acknowledge },
  show: async (visit) => {
    const { locale, formKey, refused } = visit;
    const query = filtersIn(visit.query, ['acknowledged', 'kind', 'cursor'], { acknowledged: 'false' });
    const [reader, { data: entries, ...list }] = await Promise.all([
      readerOf(visit),
      readList(visit, '/v1/alerts', Alert, { query }),
    ]);
    const main = renderAlerts({ entries, ...list, query }, { ...reader, formKey, refused });
    return { title: alertsWords[locale].title, main };
  },
};
