import { autoDebits } from '../../prisma/auto-debits.ts';
import { instalments } from '../../prisma/instalments.ts';
import { visibleOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { Instalments } from '../schemas/instalment.ts';
import { OrderParams } from '../schemas/params.ts';
import { instalmentsView } from '../views/instalment.ts';

export const listInstalments = route({
  method: 'GET',
  url: '/v1/orders/:orderId/instalments',
  scope: ['orders', 'payments', 'staff'],
  summary: 'What is paid back of an order when, and how far that is',
  params: OrderParams,
  response: { 200: Instalments, 404: Problem },
  handler: async ({ params, caller }, dependencies) => {
    const { id, currency } = await visibleOrder(dependencies, caller, params.orderId);
    const { client } = dependencies.database;
    const isDebited = (await autoDebits(client).current(id)) !== undefined;
    return instalmentsView(await instalments(client).ofOrder(id), { currency, isDebited });
  },
});
