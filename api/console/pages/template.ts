import { WORDS, templatePage as renderTemplate } from '../../../console/staff/templates/template-page.ts';
import { templateChanges } from '../../../console/staff/templates/template-changes.ts';
import { templateReads } from '../../../console/staff/templates/template-reads.ts';
import { templateTitle } from '../../../console/staff/templates/template-title.ts';
import { templatesWords } from '../../../console/staff/words/templates.ts';
import { html } from '../../../console/html.ts';
import { templateParts } from '../../../domain/messages/own-template.ts';
import { TemplatePreview, TemplateVersion } from '../../schemas/template.ts';
import { filledFrom, requireNewest } from '../filled-from.ts';
import { filledIn } from '../filled-in.ts';
import { at, withFieldsCalled } from '../rest.ts';
import { shopAsked } from '../shop-asked.ts';
import type { Fields, FormOf, StaffPage, Visit } from '../staff-page.ts';

function addressOf(visit: Visit, what = ''): string {
  const { name = '' } = visit.params;
  return `${at`/v1/templates/${name}`}${what}?shop=${encodeURIComponent(shopAsked(visit))}`;
}

const templateOf = (visit: Visit) => visit.rest.get(addressOf(visit), TemplateVersion);

/** How the shop's words read on a sample order, or `template` in their place. Nothing is stored. */
async function previewOf(visit: Visit, asked: Fields, template?: Fields) {
  const body = { ...filledIn(asked, ['locale', 'stage', 'emphasis']), ...(template && { template }) };
  try {
    return await visit.rest.ask(addressOf(visit, '/preview'), { body, answer: TemplatePreview });
  } catch (error) {
    throw withFieldsCalled(error, (field) => field.replace(/^template\./, ''));
  }
}

/** The parts that somebody has words for. Browsers send line ends of their own, which would hide the blank lines between paragraphs. */
function wordsIn(fields: Fields): Fields {
  const filled = Object.entries(filledIn(fields, templateParts));
  return Object.fromEntries(filled.map(([part, text]) => [part, text.replaceAll('\r\n', '\n')]));
}

const preview: FormOf = {
  scope: ['staff', 'admin'],
  of: WORDS,
  act: async (visit, fields) => {
    const { draft, say } = templatesWords[visit.locale].reads;
    const reads = await previewOf(visit, fields, wordsIn(fields));
    const show = html`<p><strong>${draft}</strong> ${say}</p>
      ${templateReads(reads, visit)}`;
    return { show, keeps: true };
  },
};

const save: FormOf = {
  scope: 'admin',
  of: WORDS,
  ask: async (visit, fields) => {
    const { title, say, button } = templatesWords[visit.locale].ask;
    const current = await templateOf(visit);
    requireNewest(fields, current);
    const words = wordsIn(fields);
    await previewOf(visit, {}, words); // refuses what could not be used before anybody is asked
    return { title, say, button, given: templateChanges(current.template, words, visit) };
  },
  act: async (visit, fields) => {
    await put(visit, fields, wordsIn(fields));
    return { said: 'words_saved' };
  },
};

const reset: FormOf = {
  scope: 'admin',
  ask: async (visit, fields) => {
    const { ask: title, say, button } = templatesWords[visit.locale].reset;
    const current = await templateOf(visit);
    requireNewest(fields, current);
    return { title, say, button, given: templateChanges(current.template, {}, visit) };
  },
  act: async (visit, fields) => {
    await put(visit, fields, {});
    return { said: 'words_reset' };
  },
};

async function put(visit: Visit, fields: Fields, body: Fields): Promise<void> {
  const writing = {
    method: 'PUT',
    body,
    answer: TemplateVersion,
    idempotencyKey: visit.formKey,
    ifMatch: filledFrom(fields),
  } as const;
  await visit.rest.send(addressOf(visit), writing);
}

/** A message in a shop's own words: read, tried, changed, and taken back to the built-in ones. */
export const templatePage: StaffPage = {
  path: '/templates/:name',
  scope: ['staff', 'admin'],
  forms: { preview, save, reset },
  show: async (visit) => {
    const { formKey, refused, locale, may } = visit;
    const [template, reads] = await Promise.all([templateOf(visit), previewOf(visit, { locale })]);
    const view = { template, preview: reads, mayChange: may('admin') };
    return {
      title: templateTitle(template.name, visit),
      main: renderTemplate(view, { locale, formKey, refused }),
    };
  },
};
