import { codedPayloads } from '../coded-payloads.ts';
import { route } from '../route.ts';
import { Payloads } from '../schemas/payloads.ts';

export const encodePayloads = route({
  method: 'POST',
  url: '/v1/codec/encode',
  scope: ['staff', 'admin'],
  summary: 'Encrypt what a person gives a workflow in the Temporal UI or CLI',
  forTemporalUi: true,
  idempotency: 'own', // it changes nothing, so nothing of it is kept
  body: Payloads,
  response: { 200: Payloads },
  handler: ({ body, caller }, { payloads }) => codedPayloads(body, caller, payloads.encrypt),
});
