import { isDeepStrictEqual } from 'node:util';
import { OwnTemplate } from '../../domain/messages/own-template.ts';
import { templates } from '../../prisma/templates.ts';
import { entityTag, requireMatch } from '../if-match.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { TemplateParams, TemplateQuery, TemplateVersion } from '../schemas/template.ts';
import { requireShop, requireUsable, scopeOf, templateView } from '../templates.ts';

export const putTemplate = route({
  method: 'PUT',
  url: '/v1/templates/:name',
  scope: 'admin',
  summary:
    'Write the next version of a shop’s words; unknown variables are refused by name, parts left out are as built in, If-Match guards against lost updates',
  params: TemplateParams,
  query: TemplateQuery,
  body: OwnTemplate,
  response: { 200: TemplateVersion, 404: Problem, 412: Problem },
  handler: async ({ params: { name }, query, body, caller, headers, setHeader }, { database }) => {
    await requireUsable(body, scopeOf(name));
    const ifMatch = headers['if-match'];
    const template = await database.transaction(async (client) => {
      const shop = await requireShop(client, caller, query.shop);
      const current = (await templates(client).lockNewest(shop.id, name)) ?? { version: 0, document: {} };
      // As with policies: what is there already as it was asked for is no lost update.
      if (ifMatch !== undefined && !isDeepStrictEqual(current.document, body))
        requireMatch(ifMatch, current, { name, version: current.version });
      await templates(client).put(shop.id, name, body);
      return templateView(client, shop, name);
    });
    setHeader('etag', entityTag(template));
    return template;
  },
});
