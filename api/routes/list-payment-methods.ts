import { collectedMethods, takes } from '../../providers/payment/routing.ts';
import { route } from '../route.ts';
import { PaymentMethods } from '../schemas/shop.ts';
import { present } from '../views/present.ts';

export const listPaymentMethods = route({
  method: 'GET',
  url: '/v1/payment-methods',
  scope: 'admin',
  summary:
    'The methods that are paid in advance: which providers that are set up here take each, and which does where a shop names none',
  response: { 200: PaymentMethods },
  handler: (_, { payments }) => ({
    data: collectedMethods.map((method) => ({
      method,
      providers: payments.names.filter((name) => {
        const provider = payments.named(name);
        return provider !== undefined && takes(provider, method);
      }),
      ...present({ usual: payments.forMethod(method)?.name }),
    })),
  }),
});
