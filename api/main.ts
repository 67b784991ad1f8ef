import { pino } from 'pino';
import type { Logger } from 'pino';
import { collectDefaultMetrics } from 'prom-client';
import { SECOND } from '../domain/duration.ts';
import { openDatabase } from '../prisma/database.ts';
import type { Database } from '../prisma/database.ts';
import { ensureDefaults } from '../prisma/defaults.ts';
import { orders } from '../prisma/orders.ts';
import { dataConverterWith } from '../providers/engine/data-converter.ts';
import { payloadCipher } from '../providers/engine/payload-cipher.ts';
import type { PayloadCipher } from '../providers/engine/payload-cipher.ts';
import { linkTokens } from '../providers/link-tokens.ts';
import { customerHashes } from '../providers/opaque-names.ts';
import { circuitGauge } from '../providers/circuit-gauge.ts';
import { configuredProviders, paymentOrigins } from '../providers/payment/configured.ts';
import { defaultRoutes, routePayments } from '../providers/payment/routing.ts';
import { sandboxClock } from '../providers/payment/sandbox/clock.ts';
import type { GuardedProvider } from '../providers/payment/with-breaker.ts';
import { buildApp } from './app.ts';
import { vaultOf } from '../providers/vault.ts';
import { machineNow } from './clock.ts';
import { readApiConfig } from './config.ts';
import type { ApiConfig } from './config.ts';
import type { AppParts } from './dependencies.ts';
import { orderGateway } from './engine/order-gateway.ts';
import type { OrderGateway } from './engine/order-gateway.ts';
import { orderStarter } from './order-starter.ts';
import type { OrderStarter } from './order-starter.ts';
import { placingDesk } from './placing/placing.ts';
import { receiptSources } from './receipts.ts';
import { reportSources, updateSources } from './webhook-sources.ts';

/** A stop that takes longer is a stop that hangs. */
const STOP_WITHIN = 9 * SECOND;
const LOOK_FOR_DATABASE_EVERY = SECOND;

/** The API's process: listens at once, is ready when the database is, and stops cleanly when told to. */
async function main(): Promise<void> {
  const config = readApiConfig(process.env);
  const logger = pino({ level: config.logLevel, base: { process: 'api' } });
  const database = openDatabase({ url: config.databaseUrl, connections: config.databaseConnections });
  const payloads = payloadCipher(config.payloadKeys);
  const gateway = orderGateway({
    ...config.temporal,
    dataConverter: dataConverterWith(payloads),
    database,
    hashCustomer: customerHashes(config.customerIdSecret),
  });
  const providers = configuredProviders(config.payments, {
    onCircuit: (provider, circuit) =>
      logger.warn({ provider, circuit }, 'a payment provider’s circuit changed'),
  });
  const { parts, starter } = wire({ config, database, gateway, payloads, providers, logger });
  const { app, registry } = await buildApp(parts, { logger });
  collectDefaultMetrics({ register: registry });
  circuitGauge(registry, 'payment', providers);

  const stopping = new AbortController();
  stopWhenTold(logger, async () => {
    stopping.abort();
    await app.close();
    await parts.placing.idle();
    await starter.stop();
    await gateway.close();
    await database.close();
  });
  const address = await app.listen({ host: config.host, port: config.port });
  logger.info({ address, payloadKeys: payloads.keyIds }, 'api listening');
  await untilDefaults(database, logger, stopping.signal);
  logger.info('api ready');
}

interface Wiring {
  readonly config: ApiConfig;
  readonly database: Database;
  readonly gateway: OrderGateway;
  readonly payloads: PayloadCipher;
  readonly providers: readonly GuardedProvider[];
  readonly logger: Logger;
}

function wire({ config, database, gateway, payloads, providers, logger }: Wiring): {
  readonly parts: AppParts;
  readonly starter: OrderStarter;
} {
  const { publicUrl, devMode, linkSecret } = config;
  const starter = orderStarter({
    start: (order) => gateway.startOrder(order),
    isUnstarted: async (orderId) => (await orders(database.client).find(orderId))?.row.startedAt === null,
    isBusy: () => placing.waiting() > 0,
    now: machineNow,
    onTrouble: (err, orderId) =>
      logger.error({ err, orderId }, 'an order could not be started; the relay tries again'),
  });
  const placing = placingDesk({ database, now: machineNow, onPlaced: starter.add });
  const vault = vaultOf(config);
  const parts: AppParts = {
    database,
    gateway,
    payloads,
    temporalUiOrigins: config.temporalUiOrigins,
    placing,
    payments: routePayments(providers, defaultRoutes(providers)),
    links: linkTokens(linkSecret),
    publicUrl,
    paymentOrigins: paymentOrigins(config.payments),
    devMode,
    ...(devMode ? { sandboxClock: sandboxClock({ baseUrl: config.payments.PAYMENT_SANDBOX_URL }) } : {}),
    sealSecret: linkSecret,
    consoleSessionMs: config.consoleSessionMs,
    receipts: receiptSources(config),
    bureaus: reportSources(config),
    carriers: updateSources(config),
    ...(vault ? { vault } : {}),
    ...(config.pushServices ? { pushServices: config.pushServices } : {}),
    now: machineNow,
  };
  return { parts, starter };
}

/** The database may still be starting, or being migrated: until then `/readyz` says so. */
async function untilDefaults(database: Database, logger: Logger, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      return await ensureDefaults(database);
    } catch (error) {
      logger.warn({ error: String(error) }, 'waiting for a migrated database');
      await new Promise((resolve) => setTimeout(resolve, LOOK_FOR_DATABASE_EVERY));
    }
  }
}

/** Ends the process once `stop` is done, at the first SIGTERM or SIGINT; a second one, or a stop that hangs, ends it at once. */
function stopWhenTold(logger: Logger, stop: () => Promise<void>): void {
  let told = false;
  const end = (signal: string) => {
    if (told) process.exit(1);
    told = true;
    logger.info({ signal }, 'api stopping');
    setTimeout(() => process.exit(1), STOP_WITHIN).unref();
    stop().then(
      () => process.exit(0),
      (err: unknown) => {
        logger.error({ err }, 'api did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
