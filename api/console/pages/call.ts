import { callPage as renderCall } from '../../../console/staff/calls/call-page.ts';
import { callsWords } from '../../../console/staff/words/calls.ts';
import { CallTask } from '../../schemas/call-task.ts';
import { Order } from '../../schemas/order.ts';
import { readerOf } from '../reader-of.ts';
import { at } from '../rest.ts';
import type { StaffPage } from '../staff-page.ts';
import { callForms } from './call-forms.ts';

/** One call: taken on, made, and told what came of it. */
export const callPage: StaffPage = {
  path: '/calls/:taskId',
  scope: 'staff',
  forms: callForms,
  show: async (visit) => {
    const { rest, params, locale, person, formKey, refused, path } = visit;
    const task = await rest.get(at`/v1/call-tasks/${params['taskId'] ?? ''}`, CallTask);
    const order = await rest.get(at`/v1/orders/${task.orderId}`, Order);
    const reader = await readerOf(visit, order.shop);
    return {
      title: callsWords[locale].one.title(task.orderId),
      main: renderCall({ task, order, person }, { ...reader, formKey, refused, path }),
    };
  },
};
