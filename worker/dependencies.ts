import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { register } from 'prom-client';
import type { Dependencies } from '../activities/dependencies.ts';
import type { Database } from '../prisma/database.ts';
import { linkTokens } from '../providers/link-tokens.ts';
import { customerHashes } from '../providers/opaque-names.ts';
import { orderLinks } from '../providers/order-links.ts';
import { circuitGauge } from '../providers/circuit-gauge.ts';
import { configuredProviders } from '../providers/payment/configured.ts';
import { bureauOf } from './bureau.ts';
import { carrierOf } from './carrier.ts';
import { cardsOf } from './cards.ts';
import { channelsOf } from './channels.ts';
import { startCompanions } from './companions.ts';
import type { WorkerConfig } from './config.ts';

export interface Parts {
  readonly config: WorkerConfig;
  readonly client: Client;
  readonly database: Database;
  readonly log: Logger;
}

/** Puts together what activities need from outside, from the process's settings. */
export function dependenciesOf({ config, client, database, log }: Parts): Dependencies {
  const providers = configuredProviders(config, {
    onCircuit: (provider, circuit) => log.warn({ provider, circuit }, 'a payment provider’s circuit changed'),
  });
  const logistics = carrierOf(config, {
    onCircuit: (carrier, circuit) => log.warn({ carrier, circuit }, 'a carrier’s circuit changed'),
  });
  circuitGauge(register, 'payment', providers);
  circuitGauge(register, 'logistics', logistics ? [logistics] : []);
  const bureau = bureauOf(config);
  const cards = cardsOf(config);
  return {
    database,
    ...(bureau ? { bureau } : {}),
    ...(logistics ? { logistics } : {}),
    ...(cards ? { cards } : {}),
    providers: new Map(providers.map((provider) => [provider.name, provider])),
    channels: new Map(channelsOf(config, database).map((channel) => [channel.channel, channel])),
    companions: startCompanions({
      client,
      database,
      hashCustomer: customerHashes(config.CUSTOMER_ID_SECRET),
    }),
    links: orderLinks(config.PUBLIC_URL.replace(/\/$/, ''), linkTokens(config.LINK_SECRET)),
    log,
  };
}
