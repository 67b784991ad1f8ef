import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { findChromium } from '../../../dev/setup/chromium.ts';
import { freePorts } from '../../../dev/stack/stack-ports.ts';
import { startStack } from '../../../dev/stack/stack.ts';
import type { WordingLocale } from '../../../domain/messages/locale.ts';
import { shopClient } from '../../end-to-end/shop-client.ts';
import type { ShopClient } from '../../end-to-end/shop-client.ts';
import { lastingFolder } from '../../support/temporary-folder.ts';

/** How somebody looks at a page: in which window, language and light. */
export interface Look {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly locale: WordingLocale;
  readonly colorScheme: 'light' | 'dark';
}

const phone = { width: 360, height: 740 };
const desk = { width: 1280, height: 800 };

/** Each language, light and window with each of the others. */
export const looks: readonly [Look, Look, Look, Look] = [
  { viewport: phone, locale: 'zh-CN', colorScheme: 'light' },
  { viewport: desk, locale: 'zh-CN', colorScheme: 'dark' },
  { viewport: phone, locale: 'en', colorScheme: 'dark' },
  { viewport: desk, locale: 'en', colorScheme: 'light' },
];
export const [onPhoneInChinese, , onPhone, onDesk] = looks;

/** Everything `npm start` runs, and a browser. */
export interface Stage {
  readonly shop: ShopClient;
  readonly sandboxUrl: string;
  readonly apiUrl: string;
  readonly carrierUrl: string;
  /** Places an order of a pot and two bags for a buyer with a name, phone, address and e-mail; answers the page it is paid on. */
  place(more?: object): Promise<Placed>;
  linkOf(orderId: string, payer: 'buyer' | 'friend'): Promise<string>;
  /** A window of somebody's own. What goes wrong in it is gathered in `troubles`. */
  open(look: Look, more?: BrowserContextOptions): Promise<Page>;
  /** Errors and warnings in any console, and requests that left this machine. */
  readonly troubles: string[];
  /** Closes every window. */
  closeWindows(): Promise<void>;
  close(): Promise<void>;
}

export interface Placed {
  readonly id: string;
  readonly url: string;
}

/** What must never be on a page that a friend sees. */
export const personal = ['Wang Fang', '13900001111', 'Nanjing Road', 'fang@example.com', 'buyer-of-'];

/** Milliseconds for a browser to start, or to show what is waited for, on a machine that is busy with other things. */
const PATIENCE = 60_000;

/** The browser that setup has found or installed. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  if (!executablePath)
    throw new Error('there is no Chromium: "npm test" installs one, or CHROMIUM_PATH names one');
  return chromium.launch({ executablePath, args: ['--no-sandbox'], timeout: PATIENCE });
}

export async function openStage(): Promise<Stage> {
  const folder = await lastingFolder();
  const [stack, browser] = await Promise.all([
    startStack({ dataDir: folder.path, ports: await freePorts() }),
    openBrowser(),
  ]);
  const shop = shopClient(stack);
  for (const [sku, amount] of [
    ['pot', 16_900],
    ['bags', 4_500],
  ] as const)
    await shop.call('PUT', `/v1/stock/${sku}`, { onHand: 100, price: { amount, currency: 'CNY' } });
  const windows = windowsOf(browser);
  const linkOf: Stage['linkOf'] = async (id, payer) =>
    String((await shop.call('POST', `/v1/orders/${id}/payment-link`, { payer })).body['url']);
  return {
    shop,
    sandboxUrl: stack.sandboxUrl,
    apiUrl: stack.apiUrl,
    carrierUrl: stack.carrierUrl,
    linkOf,
    ...windows,
    async place(more = {}) {
      const id = `order-${(placed += 1)}`;
      const { status, body } = await shop.call('POST', '/v1/orders', { ...anOrder(id), ...more });
      if (status !== 201) throw new Error(`not placed: ${JSON.stringify(body)}`);
      return { id, url: await linkOf(id, 'buyer') };
    },
    async close() {
      await browser.close();
      await stack.stop();
      await folder.remove();
    },
  };
}

let placed = 0;

function anOrder(orderId: string) {
  const money = (amount: number) => ({ amount, currency: 'CNY' });
  const contact = { name: 'Wang Fang', phone: '13900001111', address: 'Nanjing Road 1' };
  return {
    orderId,
    customer: {
      id: `buyer-of-${orderId}`,
      name: 'Wang Fang',
      phone: '+8613900001111',
      email: 'fang@example.com',
      locale: 'en',
    },
    paymentMethod: 'alipay',
    discount: money(2_000),
    shipping: { fee: money(800), contact },
    lines: [
      { sku: 'pot', name: 'Coffee pot', quantity: 1, unitPrice: money(16_900) },
      { sku: 'bags', name: 'Drip bags', quantity: 2, unitPrice: money(4_500) },
    ],
  };
}

/** Windows of one browser. */
export function windowsOf(browser: Browser): Pick<Stage, 'open' | 'troubles' | 'closeWindows'> {
  const open = new Set<BrowserContext>();
  const troubles: string[] = [];
  return {
    troubles,
    async open({ viewport, locale, colorScheme }, more = {}) {
      const context = await browser.newContext({ viewport, locale, colorScheme, ...more });
      open.add(context);
      context.setDefaultTimeout(PATIENCE);
      context.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) troubles.push(`console: ${message.text()}`);
      });
      context.on('weberror', (error) => troubles.push(`error: ${error.error().message}`));
      context.on('request', (request) => {
        const { hostname } = new URL(request.url());
        if (hostname !== '127.0.0.1') troubles.push(`left the machine: ${request.url()}`);
      });
      return context.newPage();
    },
    async closeWindows() {
      for (const context of open) await context.close();
      open.clear();
    },
  };
}
