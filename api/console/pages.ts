import { alertsPage } from './pages/alerts.ts';
import { appealsPage } from './pages/appeals.ts';
import { callPage } from './pages/call.ts';
import { callsPage } from './pages/calls.ts';
import { creditDocumentPage } from './pages/credit-document.ts';
import { creditReviewPage } from './pages/credit-review.ts';
import { creditReviewsPage } from './pages/credit-reviews.ts';
import { endpointPage } from './pages/endpoint.ts';
import { endpointsPage } from './pages/endpoints.ts';
import { keysPage } from './pages/keys.ts';
import { checksPage } from './pages/checks.ts';
import { customerPage } from './pages/customer.ts';
import { orderPage } from './pages/order.ts';
import { ordersPage } from './pages/orders.ts';
import { overviewPage } from './pages/overview.ts';
import { problemsPage } from './pages/problems.ts';
import { refundsPage } from './pages/refunds.ts';
import { shopPage } from './pages/shop.ts';
import { shopsPage } from './pages/shops.ts';
import { skuPage } from './pages/sku.ts';
import { stockCheckPage } from './pages/stock-check.ts';
import { stockPage } from './pages/stock.ts';
import { policiesPage } from './pages/policies.ts';
import { policyDraftPage } from './pages/policy-draft.ts';
import { policyPage } from './pages/policy.ts';
import { templatePage } from './pages/template.ts';
import { templatesPage } from './pages/templates.ts';
import { reportPage } from './pages/report.ts';
import { reportsPage } from './pages/reports.ts';
import type { StaffPage } from './staff-page.ts';

/** Every page of the console. The menu is made of those that have a name there, in words/frame.ts's order. */
export const staffPages: readonly StaffPage[] = [
  overviewPage,
  ordersPage,
  orderPage,
  customerPage,
  callsPage,
  callPage,
  creditReviewsPage,
  creditReviewPage,
  creditDocumentPage,
  alertsPage,
  problemsPage,
  refundsPage,
  appealsPage,
  stockPage,
  skuPage,
  stockCheckPage,
  reportsPage,
  reportPage,
  policiesPage,
  policyPage,
  policyDraftPage,
  templatesPage,
  templatePage,
  checksPage,
  keysPage,
  endpointsPage,
  endpointPage,
  shopsPage,
  shopPage,
];
