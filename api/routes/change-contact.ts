import { nowOf } from '../clock.ts';
import { changeContact as change } from '../delivery-contact.ts';
import { visibleOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { Order } from '../schemas/order.ts';
import { OrderParams } from '../schemas/params.ts';
import { ContactChanges } from '../schemas/place-order.ts';
import { orderView } from '../views/order.ts';
import { present } from '../views/present.ts';

export const changeContact = route({
  method: 'PUT',
  url: '/v1/orders/:orderId/contact',
  scope: ['orders', 'staff'],
  summary: 'Add or correct who takes the parcel, and where, until it has shipped',
  params: OrderParams,
  body: ContactChanges,
  response: { 200: Order, 404: Problem, 409: Problem },
  handler: async ({ params, body, caller, now }, dependencies) => {
    const order = await visibleOrder(dependencies, caller, params.orderId);
    const wish = { contact: present(body), now: nowOf(order, now) };
    return orderView(await dependencies.database.transaction((client) => change(client, order.id, wish)));
  },
});
