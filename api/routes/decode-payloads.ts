import { codedPayloads } from '../coded-payloads.ts';
import { route } from '../route.ts';
import { Payloads } from '../schemas/payloads.ts';

export const decodePayloads = route({
  method: 'POST',
  url: '/v1/codec/decode',
  scope: ['staff', 'admin'],
  summary:
    'Decrypt what the engine keeps, for the Temporal UI and CLI; what is not encrypted comes back as it is',
  forTemporalUi: true,
  idempotency: 'own', // it changes nothing, so nothing of it is kept
  body: Payloads,
  response: { 200: Payloads },
  handler: ({ body, caller }, { payloads }) => codedPayloads(body, caller, payloads.decrypt),
});
