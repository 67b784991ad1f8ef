import { reportsPage as renderReports } from '../../../console/staff/reports/reports-page.ts';
import { reportsWords } from '../../../console/staff/words/reports.ts';
import type { StaffPage } from '../staff-page.ts';

/** The list of reports. */
export const reportsPage: StaffPage = {
  path: '/reports',
  scope: ['staff', 'admin'],
  menu: 'reports',
  show: async ({ locale }) => ({ title: reportsWords[locale].title, main: renderReports(locale) }),
};
