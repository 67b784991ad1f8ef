import { appealsPage as renderAppeals } from '../../../console/staff/appeals/appeals-page.ts';
import { facts } from '../../../console/staff/kit/facts.ts';
import { appealsWords } from '../../../console/staff/words/appeals.ts';
import { StandingAppeal } from '../../schemas/standing-appeal.ts';
import { filtersIn } from '../filters-in.ts';
import { readList } from '../read-list.ts';
import { readerOf } from '../reader-of.ts';
import { at } from '../rest.ts';
import type { FormOf, StaffPage } from '../staff-page.ts';

function decisionForm(name: 'grant' | 'refuse', decision: 'granted' | 'refused'): FormOf {
  return {
    scope: 'staff',
    ask: ({ locale }, { note }) => {
      const { why, [name]: words } = appealsWords[locale];
      return { title: words.ask, say: words.say, given: facts([[why, note]]), button: words.title };
    },
    act: async ({ rest, formKey: idempotencyKey }, { appeal = '', note }) => {
      const writing = { body: { decision, note }, answer: StandingAppeal, idempotencyKey };
      await rest.send(at`/v1/standing-appeals/${appeal}/decide`, writing);
      return { said: `appeal_${decision}` };
    },
  };
}

/** What buyers say against their standing; what is not decided first. */
export const appealsPage: StaffPage = {
  path: '/standing-appeals',
  scope: 'staff',
  menu: 'appeals',
  forms: { grant: decisionForm('grant', 'granted'), refuse: decisionForm('refuse', 'refused') },
  show: async (visit) => {
    const { locale, formKey, refused } = visit;
    const query = filtersIn(visit.query, ['state', 'cursor'], { state: 'open' });
    const [reader, { data: entries, ...list }] = await Promise.all([
      readerOf(visit),
      readList(visit, '/v1/standing-appeals', StandingAppeal, { query }),
    ]);
    const main = renderAppeals({ entries, ...list, query }, { ...reader, formKey, refused });
    return { title: appealsWords[locale].title, main };
  },
};
