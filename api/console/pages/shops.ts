import { shopHref } from '../../../console/staff/shops/shop-href.ts';
import { shopsPage as renderShops } from '../../../console/staff/shops/shops-page.ts';
import { shopsWords } from '../../../console/staff/words/shops.ts';
import { DEFAULT_NAME } from '../../../prisma/defaults.ts';
import { Shop } from '../../schemas/shop.ts';
import { filtersIn } from '../filters-in.ts';
import { isThere } from '../is-there.ts';
import { readList } from '../read-list.ts';
import { at, badField } from '../rest.ts';
import type { FormOf, StaffPage } from '../staff-page.ts';

/** Makes a shop that follows the default policy. One that is there is left alone. */
const make: FormOf = {
  scope: 'admin',
  act: async (visit, fields) => {
    const name = fields['name']?.trim() ?? '';
    if (name === '') throw badField('name', 'must not be empty');
    const url = at`/v1/shops/${name}`;
    if (await isThere(visit, url, { answer: Shop, missing: 'shop_not_found' }))
      throw badField('name', 'is a shop there is');
    const body = { policy: DEFAULT_NAME };
    await visit.rest.send(url, { method: 'PUT', body, answer: Shop, idempotencyKey: visit.formKey });
    return { said: 'shop_made', to: shopHref(name) };
  },
};

/** The shops. */
export const shopsPage: StaffPage = {
  path: '/admin/shops',
  scope: 'admin',
  forms: { make },
  show: async (visit) => {
    const { locale, formKey, refused, shop } = visit;
    const query = filtersIn(visit.query, ['cursor']);
    const { data: shops, nextCursor } = await readList(visit, '/v1/shops', Shop, { query });
    const view = { shops, nextCursor, query, mayMake: shop === undefined };
    return { title: shopsWords[locale].title, main: renderShops(view, { locale, formKey, refused }) };
  },
};
