import { requireGenuine, requireProvider } from '../genuine.ts';
import { receivePaymentEvent as receive } from '../payment-events.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { PaymentWebhook, ProviderParams, Received } from '../schemas/payment-event.ts';

export const receivePaymentEvent = route({
  method: 'POST',
  url: '/v1/webhooks/payments/:provider',
  scope: 'open',
  summary:
    'What a payment provider has to tell; answered 200 once it is stored and its order’s workflow was told',
  params: ProviderParams,
  body: PaymentWebhook,
  bodyAs: 'text',
  idempotency: 'own',
  response: { 200: Received, 400: Problem, 401: Problem, 404: Problem },
  handler: async ({ params, rawBody, headers, now }, dependencies) => {
    const provider = requireProvider(dependencies.payments.named(params.provider), params.provider);
    const said = requireGenuine(await provider.verifyWebhook(headers, rawBody, new Date(now)));
    const events = said.verdict === 'event' ? [said.event] : said.events;
    let matched = true;
    for (const event of events) matched = (await receive(dependencies, provider.name, event, now)) && matched;
    return { received: true as const, matched };
  },
});
