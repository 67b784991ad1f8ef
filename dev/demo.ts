import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { coloursFor } from './demo/colours.ts';
import { DEMO_SHOP, lives, openDemoShop } from './demo/lives.ts';
import { type ShopAddress, type ShopApi, shopApi } from './demo/shop-api.ts';
import { timelineOf, writingFor } from './demo/timeline.ts';
import { isReady, runningSystem } from './running.ts';
import { removeAtEnd } from './stack/leash.ts';
import { loadDemoStock } from './stack/demo-stock.ts';
import { devSecrets } from './stack/secrets.ts';
import { freePorts } from './stack/stack-ports.ts';
import { startStack } from './stack/stack.ts';
import { stopRequest } from './stop-request.ts';
import { Trouble } from './trouble.ts';

// `npm run demo`: a handful of orders over REST, each fast-forwarded through its life on the real engine, told from its own journal.
// Against the system that runs here; where none runs, it starts one of its own and removes it afterwards.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const colours = coloursFor(process.stdout, process.env);
const stop = stopRequest();

interface Venue extends ShopAddress {
  readonly leave: () => Promise<void>;
}

async function findVenue(env: NodeJS.ProcessEnv): Promise<Venue> {
  const { apiUrl, sandboxUrl } = await runningSystem(env);
  if (await isReady(apiUrl)) {
    console.log(`On the system that runs at ${apiUrl}.`);
    const secrets = devSecrets(join(env['DATA_DIR'] || join(ROOT, '.data'), 'secrets.json'), env);
    return { apiUrl, sandboxUrl, paymentSecret: secrets.payment, leave: async () => {} };
  }
  console.log(`Nothing runs at ${apiUrl}: starting a system for the demo ...`);
  return ownVenue();
}

async function ownVenue(): Promise<Venue> {
  const dataDir = await mkdtemp(join(tmpdir(), 'holdfast-demo-'));
  removeAtEnd(dataDir); // however this process ends
  const stack = await startStack({ dataDir, ports: await freePorts(), signal: stop.signal });
  const { apiUrl, sandboxUrl, wiring } = stack;
  return { apiUrl, sandboxUrl, paymentSecret: wiring.secrets.payment, leave: () => stack.stop() };
}

async function tellLives(venue: Venue): Promise<void> {
  const shop = shopApi(venue);
  await loadDemoStock(venue.apiUrl);
  await openDemoShop(shop);
  const timeZone = await shop.timeZone(DEMO_SHOP);
  const writing = writingFor(timeZone);
  const run = `demo-${Date.now().toString(36)}`;
  console.log(`Times are the shop’s (${timeZone}), on each order’s own clock.`);
  for (const { title, live } of lives) {
    if (stop.signal.aborted) return;
    console.log(`\n${colours.strong(title)}`);
    for (const id of await live(shop, run)) {
      console.log(`  ${colours.faint(`${venue.apiUrl}/v1/orders/${id}`)}`);
      const life = { order: await shop.order(id), messages: await shop.messages(id) };
      console.log(timelineOf(life, writing, colours));
    }
  }
  await tellIntegrity(shop);
}

async function tellIntegrity(shop: ShopApi): Promise<void> {
  const violations = await shop.violations();
  if (violations.length === 0) {
    console.log(colours.good('\nEverything in the whole system adds up (npm run check).'));
    return;
  }
  console.log(colours.bad('\nNot everything in the whole system adds up (npm run check):'));
  for (const { rule, subject } of violations) console.log(`  ${rule}: ${subject}`);
}

async function main(): Promise<void> {
  const venue = await findVenue(process.env);
  try {
    await tellLives(venue);
  } finally {
    await venue.leave();
  }
}

try {
  await main();
  process.exit(0);
} catch (error) {
  if (!stop.signal.aborted)
    console.error(colours.bad(error instanceof Trouble ? error.message : String(error)));
  process.exit(1);
}
