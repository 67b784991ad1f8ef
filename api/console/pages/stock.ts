import { skuHref } from '../../../console/staff/stock/sku-href.ts';
import { stockPage as renderStock } from '../../../console/staff/stock/stock-page.ts';
import { stockWords } from '../../../console/staff/words/stock.ts';
import type { StaffPage } from '../staff-page.ts';

/** The way to a SKU's page: `?sku=` opens it. */
export const stockPage: StaffPage = {
  path: '/stock',
  scope: ['orders', 'staff', 'admin'],
  menu: 'stock',
  show: async ({ query, may, locale }) => {
    const sku = query['sku']?.trim();
    if (sku) return { to: skuHref(sku) };
    const canCheck = may(['staff', 'admin']);
    return { title: stockWords[locale].title, main: renderStock({ canCheck }, { locale }) };
  },
};
