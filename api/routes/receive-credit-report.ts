import { receiveCreditReport as receive } from '../credit-reports.ts';
import { requireGenuine, requireProvider } from '../genuine.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { CreditWebhook } from '../schemas/credit.ts';
import { ProviderParams, Received } from '../schemas/payment-event.ts';

export const receiveCreditReport = route({
  method: 'POST',
  url: '/v1/webhooks/credit/:provider',
  scope: 'open',
  summary: 'What a credit bureau reports; answered 200 once it is stored and its order’s workflow was told',
  params: ProviderParams,
  body: CreditWebhook,
  bodyAs: 'text',
  idempotency: 'own',
  response: { 200: Received, 400: Problem, 401: Problem, 404: Problem },
  handler: async ({ params, rawBody, headers, now }, dependencies) => {
    const bureau = requireProvider(dependencies.bureaus.get(params.provider), params.provider);
    const said = requireGenuine(bureau.verifyWebhook(headers, rawBody, new Date(now)));
    return {
      received: true as const,
      matched: await receive(dependencies, bureau.name, said.report, now),
    };
  },
});
