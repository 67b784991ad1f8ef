import type { z } from 'zod';
import { orderPage as renderOrder } from '../../../console/staff/orders/order-page.ts';
import { orderActionNames } from '../../../console/staff/orders/order-view.ts';
import { orderWords } from '../../../console/staff/words/order.ts';
import { listOf } from '../../cursor.ts';
import { Instalments } from '../../schemas/instalment.ts';
import { Message } from '../../schemas/message.ts';
import { Order } from '../../schemas/order.ts';
import { ListedProblem } from '../../schemas/problem-report.ts';
import { readerOf } from '../reader-of.ts';
import { at } from '../rest.ts';
import type { StaffPage, Visit } from '../staff-page.ts';
import { orderForms } from './order-forms.ts';

/** An order: how it stands, what can be done with it, what happened and why. */
export const orderPage: StaffPage = {
  path: '/orders/:orderId',
  scope: ['orders', 'payments', 'staff'],
  forms: orderForms,
  follows: ({ orderId = '' }) => orderId,
  show: async (visit) => {
    const { orderId = '' } = visit.params;
    const order = await visit.rest.get(at`/v1/orders/${orderId}`, Order, { include: 'journal' });
    const allowed = new Set(orderActionNames.filter((action) => visit.may(orderForms[action].scope)));
    const [reader, messages, openProblems, instalments] = await Promise.all([
      readerOf(visit, order.shop),
      messagesOf(visit, order.id),
      problemsOf(visit, order.id),
      instalmentsOf(visit, order),
    ]);
    const { formKey, refused, path } = visit;
    return {
      title: orderWords[visit.locale].title(order.id),
      main: renderOrder(
        { order, messages, openProblems, instalments, allowed },
        { ...reader, formKey, refused, path },
      ),
    };
  },
};

/** Messages and problems are not for keys that only handle payments: their page is without them. */
async function messagesOf({ rest, may }: Visit, orderId: string) {
  if (!may(['orders', 'staff'])) return [];
  return (await rest.get(at`/v1/orders/${orderId}/messages`, listOf(Message))).data;
}

async function problemsOf({ rest, may }: Visit, orderId: string) {
  if (!may(['orders', 'staff'])) return [];
  return (await rest.get('/v1/problems', listOf(ListedProblem), { orderId, state: 'open' })).data;
}

/** Most orders have none; only one that was financed is asked about. */
async function instalmentsOf({ rest }: Visit, { id, financed, credit }: z.output<typeof Order>) {
  if (financed.amount === 0 && credit === undefined) return undefined;
  const instalments = await rest.get(at`/v1/orders/${id}/instalments`, Instalments);
  return instalments.data.length > 0 ? instalments : undefined;
}
