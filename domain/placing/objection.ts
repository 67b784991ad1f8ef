import type { RefusalFacts } from '../refusal.ts';
import type { PlacingLine, PlacingRequest, PlacingTerms } from './request.ts';

/**
 * Why what the shop sent can't be an order, or undefined when it can: currency of the shop (rules.md 29), SKUs that are in
 * stock's books, prices as they stand there (api.md). `field` names the first bad field of the request.
 */
export function objectionTo(request: PlacingRequest, terms: PlacingTerms): RefusalFacts | undefined {
  return (
    wrongCurrency(request, terms) ?? unknownSku(request.lines, terms) ?? wrongPrice(request.lines, terms)
  );
}

function wrongCurrency({ lines }: PlacingRequest, { shop }: PlacingTerms): RefusalFacts | undefined {
  const currency = lines[0]?.unitPrice.currency;
  if (currency === shop.currency) return undefined;
  const field = 'lines.0.unitPrice.currency';
  return { code: 'currency_mismatch', facts: { field, currency, shopCurrency: shop.currency } };
}

function unknownSku(lines: readonly PlacingLine[], { stock }: PlacingTerms): RefusalFacts | undefined {
  const index = lines.findIndex(({ sku }) => !stock.has(sku));
  const line = lines[index];
  return line && { code: 'unknown_sku', facts: { field: `lines.${index}.sku`, sku: line.sku } };
}

function wrongPrice(lines: readonly PlacingLine[], { stock }: PlacingTerms): RefusalFacts | undefined {
  const priceOf = (line: PlacingLine) => stock.get(line.sku)?.price ?? line.unitPrice;
  const index = lines.findIndex((line) => {
    const price = priceOf(line);
    return price.amount !== line.unitPrice.amount || price.currency !== line.unitPrice.currency;
  });
  const line = lines[index];
  if (!line) return undefined;
  const facts = {
    field: `lines.${index}.unitPrice`,
    sku: line.sku,
    price: priceOf(line),
    given: line.unitPrice,
  };
  return { code: 'price_mismatch', facts };
}
