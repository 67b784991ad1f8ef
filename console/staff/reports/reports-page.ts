import type { WordingLocale } from '../../../domain/messages/locale.ts';
import { html, type Html } from '../../html.ts';
import { inLocale } from '../words/pair.ts';
import { reportNames, reportTitles, type ReportName } from '../words/report-titles.ts';
import { reportsWords } from '../words/reports.ts';

export const REPORTS = '/console/reports';

export function reportHref(name: ReportName): string {
  return `${REPORTS}/${name}`;
}

/** Every report there is, with what it says. */
export function reportsPage(locale: WordingLocale): Html {
  return html`<h1>${reportsWords[locale].title}</h1>
    <div class="tiles">
      ${reportNames.map(
        (name) =>
          html`<section class="card tile">
            <h2><a href="${reportHref(name)}">${inLocale(reportTitles[name].title, locale)}</a></h2>
            <p>${inLocale(reportTitles[name].lead, locale)}</p>
          </section>`,
      )}
    </div>`;
}
