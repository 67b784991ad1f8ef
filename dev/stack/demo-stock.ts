/** api.md: the key that has every scope in dev mode. */
export const DEV_KEY = 'holdfast-dev';

interface DemoProduct {
  readonly sku: string;
  readonly onHand: number;
  readonly safetyStock: number;
  readonly kind: 'normal' | 'promotion' | 'flash' | 'made_to_order';
  readonly tags: readonly string[];
  /** In fen. */
  readonly price: number;
}

/** A handful of products, one of every kind, prices in CNY. The first is the one the curl lines order. */
export const demoProducts: readonly [DemoProduct, ...DemoProduct[]] = [
  { sku: 'tea-longjing-250g', onHand: 500, safetyStock: 10, kind: 'normal', tags: ['tea'], price: 12_800 },
  { sku: 'cup-celadon', onHand: 200, safetyStock: 5, kind: 'normal', tags: ['porcelain'], price: 5_900 },
  { sku: 'lamp-rabbit', onHand: 120, safetyStock: 5, kind: 'promotion', tags: ['cute'], price: 19_900 },
  {
    sku: 'headphones-flash',
    onHand: 50,
    safetyStock: 0,
    kind: 'flash',
    tags: ['electronics'],
    price: 39_900,
  },
  { sku: 'desk-oak', onHand: 20, safetyStock: 0, kind: 'made_to_order', tags: ['furniture'], price: 268_000 },
];

/** Puts the demo products that are not there yet into the stock of the API at `apiUrl`; answers the SKUs it put. */
export async function loadDemoStock(apiUrl: string): Promise<readonly string[]> {
  const loaded: string[] = [];
  for (const { sku, price, ...fields } of demoProducts) {
    const url = `${apiUrl}/v1/stock/${encodeURIComponent(sku)}`;
    if ((await ask(url)).status !== 404) continue;
    const response = await ask(url, { ...fields, price: { amount: price, currency: 'CNY' } });
    if (!response.ok)
      throw new Error(`demo stock: PUT ${url} answered ${response.status} ${await response.text()}`);
    loaded.push(sku);
  }
  return loaded;
}

async function ask(url: string, body?: object): Promise<Response> {
  const headers = { authorization: `Bearer ${DEV_KEY}`, 'content-type': 'application/json' };
  return fetch(url, body ? { method: 'PUT', headers, body: JSON.stringify(body) } : { headers });
}
