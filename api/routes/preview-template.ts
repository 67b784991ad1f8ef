import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import {
  TemplateParams,
  TemplatePreview,
  TemplatePreviewRequest,
  TemplateQuery,
} from '../schemas/template.ts';
import { previewTemplate, requireShop } from '../templates.ts';
import { present } from '../views/present.ts';

export const previewTemplateRoute = route({
  method: 'POST',
  url: '/v1/templates/:name/preview',
  scope: ['staff', 'admin'],
  summary: 'What a template says on every channel, on a sample order; nothing is stored',
  params: TemplateParams,
  query: TemplateQuery,
  body: TemplatePreviewRequest,
  response: { 200: TemplatePreview, 404: Problem },
  handler: async ({ params: { name }, query, body, caller }, { database: { client } }) => {
    const { template, locale, stage, emphasis, persona } = body;
    const shop = await requireShop(client, caller, query.shop);
    return previewTemplate(client, shop, {
      name,
      template,
      wish: present({ locale, stage, emphasis, persona }),
    });
  },
});
