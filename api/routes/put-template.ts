import { OwnTemplate } from '../../domain/messages/own-template.ts';
import { templates } from '../../prisma/templates.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { TemplateParams, TemplateQuery, TemplateVersion } from '../schemas/template.ts';
import { requireShop, requireUsable, scopeOf, templateView } from '../templates.ts';

export const putTemplate = route({
  method: 'PUT',
  url: '/v1/templates/:name',
  scope: 'admin',
  summary:
    'Write the next version of a shop’s words; unknown variables are refused by name, parts left out are as built in',
  params: TemplateParams,
  query: TemplateQuery,
  body: OwnTemplate,
  response: { 200: TemplateVersion, 404: Problem },
  handler: async ({ params: { name }, query, body, caller }, { database }) => {
    await requireUsable(body, scopeOf(name));
    return database.transaction(async (client) => {
      const shop = await requireShop(client, caller, query.shop);
      await templates(client).put(shop.id, name, body);
      return templateView(client, shop, name);
    });
  },
});
