import { facts } from '../../../console/staff/kit/facts.ts';
import { skuPage as renderSku } from '../../../console/staff/stock/sku-page.ts';
import { stockWords } from '../../../console/staff/words/stock.ts';
import { Movement, Stock } from '../../schemas/stock.ts';
import { filtersIn } from '../filters-in.ts';
import { readList } from '../read-list.ts';
import { readerOf } from '../reader-of.ts';
import { at, badField } from '../rest.ts';
import type { Fields, FormOf, StaffPage, Visit } from '../staff-page.ts';

const stockOf = ({ rest, params: { sku = '' } }: Visit) => rest.get(at`/v1/stock/${sku}`, Stock);

const adjust: FormOf = {
  scope: ['staff', 'admin'],
  ask: async (visit, fields) => {
    const { adjust: words } = stockWords[visit.locale];
    const delta = deltaIn(fields);
    const { onHand } = await stockOf(visit);
    const given = facts([
      [words.delta, String(delta)],
      [words.after, String(onHand + delta)],
      [words.reason, fields['reason']],
    ]);
    return { title: words.ask, say: words.say, given, button: words.button };
  },
  act: async ({ rest, params: { sku = '' }, formKey: idempotencyKey }, fields) => {
    const body = { delta: deltaIn(fields), reason: fields['reason'] };
    await rest.send(at`/v1/stock/${sku}/adjust`, { body, answer: Stock, idempotencyKey });
    return { said: 'stock_adjusted' };
  },
};

/** A whole number with its sign. Throws `RestRefusal` where it is none; how large it may be the REST API says. */
function deltaIn({ delta = '' }: Fields): number {
  const text = delta.trim().replace('−', '-');
  if (!/^[+-]?\d{1,15}$/.test(text)) throw badField('delta', 'must be a whole number, such as 5 or -2');
  return Number(text);
}

/** A SKU: how many there are, and for who may what has moved them. */
export const skuPage: StaffPage = {
  path: '/stock/:sku',
  scope: ['orders', 'staff', 'admin'],
  forms: { adjust },
  show: async (visit) => {
    const { formKey, refused, path, locale, query: asked } = visit;
    const query = filtersIn(asked, ['cursor']);
    const [reader, stock, ledger] = await Promise.all([
      readerOf(visit),
      stockOf(visit),
      ledgerOf(visit, query),
    ]);
    return {
      title: stockWords[locale].one.title(stock.sku),
      main: renderSku({ stock, ledger, query }, { ...reader, formKey, refused, path }),
    };
  },
};

async function ledgerOf(visit: Visit, query: Fields) {
  if (!visit.may(adjust.scope)) return undefined;
  const url = at`/v1/stock/${visit.params['sku'] ?? ''}/ledger`;
  const asked = { ...query, order: 'newest' };
  const { data: movements, nextCursor } = await readList(visit, url, Movement, { query: asked });
  return { movements, nextCursor };
}
