import { applyReceipt } from '../../prisma/receipts.ts';
import { Problem, RequestRefusal } from '../problems.ts';
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
    const source = receipts.get(params.provider);
    if (!source) throw new RequestRefusal('unknown_provider', { facts: { provider: params.provider } });
    const verdict = source.verifyReceipt(
      { headers, body: rawBody, messageId: query.messageId },
      new Date(now),
    );
    switch (verdict.verdict) {
      case 'bad_signature':
        throw new RequestRefusal('bad_signature');
      case 'unreadable':
        throw new RequestRefusal('unreadable_event', { detail: verdict.why });
      case 'nothing':
        return { received: true as const, matched: true };
      case 'receipt': {
        const { channel } = source;
        const { receipt } = verdict;
        const matched = await database.transaction((client) =>
          applyReceipt(client, receipt, { channel, now }),
        );
        return { received: true as const, matched };
      }
      default:
        return verdict satisfies never;
    }
  },
});
