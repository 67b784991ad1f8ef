import { entityTag } from '../if-match.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { TemplateParams, TemplateQuery, TemplateVersion } from '../schemas/template.ts';
import { requireShop, templateView } from '../templates.ts';

export const getTemplate = route({
  method: 'GET',
  url: '/v1/templates/:name',
  scope: ['staff', 'admin'],
  summary:
    'A shop’s own words for a purpose (Liquid), and the built-in ones that stand for what they leave out; the ETag is for If-Match',
  params: TemplateParams,
  query: TemplateQuery,
  response: { 200: TemplateVersion, 404: Problem },
  handler: async ({ params: { name }, query, caller, setHeader }, { database: { client } }) => {
    const template = await templateView(client, await requireShop(client, caller, query.shop), name);
    setHeader('etag', entityTag(template));
    return template;
  },
});
