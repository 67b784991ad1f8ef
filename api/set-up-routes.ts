import type { Route } from './route.ts';
import { createApiKey } from './routes/create-api-key.ts';
import { createWebhookEndpoint } from './routes/create-webhook-endpoint.ts';
import { getPolicy } from './routes/get-policy.ts';
import { getShop } from './routes/get-shop.ts';
import { getTemplate } from './routes/get-template.ts';
import { getWebhookEndpoint } from './routes/get-webhook-endpoint.ts';
import { listApiKeys } from './routes/list-api-keys.ts';
import { listPolicies } from './routes/list-policies.ts';
import { listPaymentMethods } from './routes/list-payment-methods.ts';
import { listShops } from './routes/list-shops.ts';
import { listTemplates } from './routes/list-templates.ts';
import { listWebhookDeliveries } from './routes/list-webhook-deliveries.ts';
import { listWebhookEndpoints } from './routes/list-webhook-endpoints.ts';
import { previewPolicy } from './routes/preview-policy.ts';
import { previewTemplateRoute } from './routes/preview-template.ts';
import { putPolicy } from './routes/put-policy.ts';
import { putShop } from './routes/put-shop.ts';
import { putTemplate } from './routes/put-template.ts';
import { removeWebhookEndpoint } from './routes/remove-webhook-endpoint.ts';
import { revokeApiKey } from './routes/revoke-api-key.ts';
import { sendMissedWebhooksAgain } from './routes/send-missed-webhooks-again.ts';
import { sendWebhookAgain } from './routes/send-webhook-again.ts';

/** What shops are set up with: their settings, policies and words, and who may ask and is told. */
export const setUpRoutes: readonly Route[] = [
  listShops,
  getShop,
  putShop,
  listPaymentMethods,
  listPolicies,
  getPolicy,
  putPolicy,
  previewPolicy,
  listTemplates,
  getTemplate,
  putTemplate,
  previewTemplateRoute,
  listApiKeys,
  createApiKey,
  revokeApiKey,
  createWebhookEndpoint,
  listWebhookEndpoints,
  getWebhookEndpoint,
  removeWebhookEndpoint,
  listWebhookDeliveries,
  sendMissedWebhooksAgain,
  sendWebhookAgain,
];
