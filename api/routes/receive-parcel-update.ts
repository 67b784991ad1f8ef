import { requireGenuine, requireProvider } from '../genuine.ts';
import { receiveParcelUpdate as receive } from '../parcel-updates.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { ParcelWebhook } from '../schemas/parcel.ts';
import { ProviderParams, Received } from '../schemas/payment-event.ts';

export const receiveParcelUpdate = route({
  method: 'POST',
  url: '/v1/webhooks/logistics/:provider',
  scope: 'open',
  summary:
    'Where a carrier says a parcel is; answered 200 once it is stored and its order’s workflow was told',
  params: ProviderParams,
  body: ParcelWebhook,
  bodyAs: 'text',
  idempotency: 'own',
  response: { 200: Received, 400: Problem, 401: Problem, 404: Problem },
  handler: async ({ params, rawBody, headers, now }, dependencies) => {
    const carrier = requireProvider(dependencies.carriers.get(params.provider), params.provider);
    const said = requireGenuine(carrier.verifyWebhook(headers, rawBody, new Date(now)));
    return {
      received: true as const,
      matched: await receive(dependencies, carrier.name, said.news, now),
    };
  },
});
