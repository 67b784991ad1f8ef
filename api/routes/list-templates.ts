import { z } from 'zod';
import { templates } from '../../prisma/templates.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { ListedTemplate, TemplateQuery } from '../schemas/template.ts';
import { requireShop } from '../templates.ts';

export const listTemplates = route({
  method: 'GET',
  url: '/v1/templates',
  scope: ['staff', 'admin'],
  summary: 'The names a shop has had words of its own for, each in its newest version, by name',
  query: TemplateQuery.extend(pageQuery),
  response: { 200: listOf(ListedTemplate), 404: Problem },
  handler: async ({ query, caller }, { database: { client } }) => {
    const { id } = await requireShop(client, caller, query.shop);
    const page = pageOf(query, z.string());
    const list = (limit: number) => templates(client).list(id, { after: page.after ?? '', limit });
    return listPage(page, list, {
      view: ({ name, shop, version, document: template }) => ({ name, shop, version, template }),
      position: ({ name }) => name,
    });
  },
});
