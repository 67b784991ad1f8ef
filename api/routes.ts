import type { Route } from './route.ts';
import { acceptOffer } from './routes/accept-offer.ts';
import { acknowledgeAlert } from './routes/acknowledge-alert.ts';
import { addCreditDocuments } from './routes/add-credit-documents.ts';
import { adjustStock } from './routes/adjust-stock.ts';
import { applyForCredit } from './routes/apply-for-credit.ts';
import { bindAutoDebit } from './routes/bind-auto-debit.ts';
import { appealStanding } from './routes/appeal-standing.ts';
import { blockCustomer } from './routes/block-customer.ts';
import { cancelOrder } from './routes/cancel-order.ts';
import { changeContact } from './routes/change-contact.ts';
import { changeLines } from './routes/change-lines.ts';
import { changePaymentMethod } from './routes/change-payment-method.ts';
import { checkIntegrity } from './routes/check-integrity.ts';
import { claimCallTask } from './routes/claim-call-task.ts';
import { decideCreditReview } from './routes/decide-credit-review.ts';
import { decodePayloads } from './routes/decode-payloads.ts';
import { declineOffers } from './routes/decline-offers.ts';
import { decideStandingAppeal } from './routes/decide-standing-appeal.ts';
import { deletePushSubscriptions } from './routes/delete-push-subscriptions.ts';
import { deliverOrder } from './routes/deliver-order.ts';
import { encodePayloads } from './routes/encode-payloads.ts';
import { eraseCustomer } from './routes/erase-customer.ts';
import { extendOrder } from './routes/extend-order.ts';
import { fastForwardOrder } from './routes/fast-forward-order.ts';
import { importBankStatement } from './routes/import-bank-statement.ts';
import { followParcel } from './routes/follow-parcel.ts';
import { getCallTask } from './routes/get-call-task.ts';
import { getCreditReview } from './routes/get-credit-review.ts';
import { getCustomer } from './routes/get-customer.ts';
import { getOrder } from './routes/get-order.ts';
import { getReconciliation } from './routes/get-reconciliation.ts';
import { getStanding } from './routes/get-standing.ts';
import { getStock } from './routes/get-stock.ts';
import { listAlerts } from './routes/list-alerts.ts';
import { listCallTasks } from './routes/list-call-tasks.ts';
import { listCreditReviews } from './routes/list-credit-reviews.ts';
import { listInbox } from './routes/list-inbox.ts';
import { listInstalments } from './routes/list-instalments.ts';
import { listMessages } from './routes/list-messages.ts';
import { listOrders } from './routes/list-orders.ts';
import { listProblems } from './routes/list-problems.ts';
import { listRefunds } from './routes/list-refunds.ts';
import { listStandingAppeals } from './routes/list-standing-appeals.ts';
import { listStockLedger } from './routes/list-stock-ledger.ts';
import { listenToInbox } from './routes/listen-to-inbox.ts';
import { listenToOrder } from './routes/listen-to-order.ts';
import { markRefundDone } from './routes/mark-refund-done.ts';
import { mergeOrders } from './routes/merge-orders.ts';
import { openInstalmentLink } from './routes/open-instalment-link.ts';
import { openPaymentLink } from './routes/open-payment-link.ts';
import { placeOrder } from './routes/place-order.ts';
import { putCustomer } from './routes/put-customer.ts';
import { putPushSubscription } from './routes/put-push-subscription.ts';
import { putStock } from './routes/put-stock.ts';
import { readCreditDocument } from './routes/read-credit-document.ts';
import { readInboxMessage } from './routes/read-inbox-message.ts';
import { receiveCreditReport } from './routes/receive-credit-report.ts';
import { receiveParcelUpdate } from './routes/receive-parcel-update.ts';
import { receivePaymentEvent } from './routes/receive-payment-event.ts';
import { receiveReceipt } from './routes/receive-receipt.ts';
import { reconcileStock } from './routes/reconcile-stock.ts';
import { refundOrder } from './routes/refund-order.ts';
import { reportByHour } from './routes/report-by-hour.ts';
import { revokePaymentLinks } from './routes/revoke-payment-links.ts';
import { reportCallOutcome } from './routes/report-call-outcome.ts';
import { reportCredit } from './routes/report-credit.ts';
import { reportExperiments } from './routes/report-experiments.ts';
import { reportFunnel } from './routes/report-funnel.ts';
import { reportProblem } from './routes/report-problem.ts';
import { reportReasons } from './routes/report-reasons.ts';
import { reportRecovery } from './routes/report-recovery.ts';
import { reportReminders } from './routes/report-reminders.ts';
import { reportRfm } from './routes/report-rfm.ts';
import { reportUnpaidRate } from './routes/report-unpaid-rate.ts';
import { requestReconciliation } from './routes/request-reconciliation.ts';
import { resolveProblem } from './routes/resolve-problem.ts';
import { shipOrder } from './routes/ship-order.ts';
import { unblockCustomer } from './routes/unblock-customer.ts';
import { setUpRoutes } from './set-up-routes.ts';

const always: readonly Route[] = [
  placeOrder,
  mergeOrders,
  getOrder,
  listOrders,
  listenToOrder,
  listInstalments,
  listMessages,
  changeLines,
  cancelOrder,
  extendOrder,
  changePaymentMethod,
  openInstalmentLink,
  openPaymentLink,
  revokePaymentLinks,
  reportProblem,
  resolveProblem,
  listProblems,
  changeContact,
  shipOrder,
  deliverOrder,
  followParcel,
  refundOrder,
  listRefunds,
  markRefundDone,
  applyForCredit,
  addCreditDocuments,
  acceptOffer,
  declineOffers,
  bindAutoDebit,
  listCreditReviews,
  getCreditReview,
  decideCreditReview,
  readCreditDocument,
  receiveCreditReport,
  receivePaymentEvent,
  receiveParcelUpdate,
  receiveReceipt,
  importBankStatement,
  ...setUpRoutes,
  getStock,
  putStock,
  adjustStock,
  listStockLedger,
  reconcileStock,
  getCustomer,
  putCustomer,
  eraseCustomer,
  listInbox,
  readInboxMessage,
  listenToInbox,
  putPushSubscription,
  deletePushSubscriptions,
  getStanding,
  blockCustomer,
  unblockCustomer,
  appealStanding,
  listStandingAppeals,
  decideStandingAppeal,
  listCallTasks,
  getCallTask,
  claimCallTask,
  reportCallOutcome,
  checkIntegrity,
  getReconciliation,
  requestReconciliation,
  reportReminders,
  reportUnpaidRate,
  reportByHour,
  reportFunnel,
  reportReasons,
  reportExperiments,
  reportRecovery,
  reportCredit,
  reportRfm,
  listAlerts,
  acknowledgeAlert,
  decodePayloads,
  encodePayloads,
];

/** All routes of the REST API; what only dev mode has is not there at all otherwise. */
export function routesOf({ devMode }: { readonly devMode: boolean }): readonly Route[] {
  return devMode ? [...always, fastForwardOrder] : always;
}
