import type { z } from 'zod';
import { templateHref } from '../../../console/staff/templates/template-href.ts';
import { templatesPage as renderTemplates } from '../../../console/staff/templates/templates-page.ts';
import { templatesWords } from '../../../console/staff/words/templates.ts';
import { listOf } from '../../cursor.ts';
import { ListedTemplate } from '../../schemas/template.ts';
import { shopAsked } from '../shop-asked.ts';
import type { StaffPage, Visit } from '../staff-page.ts';

/** What buyers are told; `?purpose=&language=&tag=` opens the words for goods with a tag. */
export const templatesPage: StaffPage = {
  path: '/templates',
  scope: ['staff', 'admin'],
  menu: 'templates',
  show: async (visit) => {
    const { locale, query } = visit;
    const shop = shopAsked(visit);
    const { purpose, language } = query;
    const tag = query['tag']?.trim();
    if (purpose && language && tag) return { to: templateHref(`${purpose}.${language}.${tag}`, shop) };
    const templates = await templatesOf(visit, shop);
    const main = renderTemplates({ templates, shop, choosesShop: visit.shop === undefined }, { locale });
    return { title: templatesWords[locale].title, main };
  },
};

/** All of them: a few for each message. */
async function templatesOf(
  { rest }: Pick<Visit, 'rest'>,
  shop: string,
  cursor?: string,
): Promise<readonly z.output<typeof ListedTemplate>[]> {
  const query = { shop, ...(cursor === undefined ? {} : { cursor }) };
  const { data, nextCursor } = await rest.get('/v1/templates', listOf(ListedTemplate), query);
  return nextCursor === null ? data : [...data, ...(await templatesOf({ rest }, shop, nextCursor))];
}
