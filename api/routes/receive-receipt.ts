import { applyReceipt } from '../../prisma/receipts.ts';
import { requireGenuine, requireProvider } from '../genuine.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { ReceiptBody, ReceiptQuery } from '../schemas/receipt.ts';
import { ProviderParams, Received } from '../schemas/payment-event.ts';

export const receiveReceipt = route({
  method: 'POST',
  url: '/v1/webhooks/messages/:provider',
  scope: 'open',
  summary:
    'What a provider has to tell of a message it took: arrived, failed, or never to be delivered; answered 200 once it is applied',
  params: ProviderParams,
  query: ReceiptQuery,
  body: ReceiptBody,
  bodyAs: 'text',
  forms: true,
  idempotency: 'own',
  response: { 200: Received, 400: Problem, 401: Problem, 404: Problem },
  handler: async ({ params, query, rawBody, headers, now }, { receipts, database }) => {
    const source = requireProvider(receipts.get(params.provider), params.provider);
    const call = { headers, body: rawBody, messageId: query.messageId };
    const said = requireGenuine(source.verifyReceipt(call, new Date(now)));
    if (said.verdict === 'nothing') return { received: true as const, matched: true };
    const { channel } = source;
    const matched = await database.transaction((client) =>
      applyReceipt(client, said.receipt, { channel, now }),
    );
    return { received: true as const, matched };
  },
});
