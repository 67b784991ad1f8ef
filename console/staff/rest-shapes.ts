import type { z } from 'zod';
import type { ApiKey as ApiKeySchema } from '../../api/schemas/api-key.ts';
import type { CallTask as CallTaskSchema } from '../../api/schemas/call-task.ts';
import type { CreditReview as CreditReviewSchema } from '../../api/schemas/credit.ts';
import type { Customer as CustomerSchema, Standing as StandingSchema } from '../../api/schemas/customer.ts';
import type { Alert as AlertSchema } from '../../api/schemas/alert.ts';
import type { Instalments as InstalmentsSchema } from '../../api/schemas/instalment.ts';
import type { Integrity as IntegritySchema } from '../../api/schemas/integrity.ts';
import type { JournalEntry as JournalEntrySchema } from '../../api/schemas/journal.ts';
import type { Message as MessageSchema } from '../../api/schemas/message.ts';
import type { Order as OrderSchema } from '../../api/schemas/order.ts';
import type { PolicyPreview as PolicyPreviewSchema } from '../../api/schemas/policy-preview.ts';
import type { PolicyVersion as PolicyVersionSchema } from '../../api/schemas/policy.ts';
import type { ListedProblem as ListedProblemSchema } from '../../api/schemas/problem-report.ts';
import type { ReconciliationRun as ReconciliationRunSchema } from '../../api/schemas/reconciliation.ts';
import type { ListedRefund } from '../../api/schemas/refund.ts';
import type {
  Movement as MovementSchema,
  Reconciliation,
  Stock as StockSchema,
} from '../../api/schemas/stock.ts';
import type { StandingAppeal as StandingAppealSchema } from '../../api/schemas/standing-appeal.ts';
import type {
  CreditReport as CreditReportSchema,
  RecoveryReport as RecoveryReportSchema,
} from '../../api/schemas/credit-report.ts';
import type { ReminderReport as ReminderReportSchema } from '../../api/schemas/reminder-report.ts';
import type {
  ExperimentsReport as ExperimentsReportSchema,
  FunnelReport as FunnelReportSchema,
  ReasonsReport as ReasonsReportSchema,
  RfmReport as RfmReportSchema,
  UnpaidReport as UnpaidReportSchema,
} from '../../api/schemas/report.ts';
import type {
  WebhookDelivery as WebhookDeliverySchema,
  WebhookEndpoint as WebhookEndpointSchema,
} from '../../api/schemas/webhook-endpoint.ts';
import type { PaymentMethods as PaymentMethodsSchema, Shop as ShopSchema } from '../../api/schemas/shop.ts';
import type {
  ListedTemplate as ListedTemplateSchema,
  TemplatePreview as TemplatePreviewSchema,
  TemplateVersion as TemplateVersionSchema,
} from '../../api/schemas/template.ts';

/** What the REST API answers, as pages are given it. */
export type Order = z.output<typeof OrderSchema>;
export type JournalEntry = z.output<typeof JournalEntrySchema>;
export type Message = z.output<typeof MessageSchema>;
export type Instalments = z.output<typeof InstalmentsSchema>;
export type ListedProblem = z.output<typeof ListedProblemSchema>;
export type Customer = z.output<typeof CustomerSchema>;
export type Standing = z.output<typeof StandingSchema>;
export type Stock = z.output<typeof StockSchema>;
export type Movement = z.output<typeof MovementSchema>;
/** A SKU whose balance is not what its ledger adds up to. */
export type Drift = z.output<typeof Reconciliation>['drift'][number];
export type StandingAppeal = z.output<typeof StandingAppealSchema>;
export type Alert = z.output<typeof AlertSchema>;
export type CallTask = z.output<typeof CallTaskSchema>;
export type CreditReview = z.output<typeof CreditReviewSchema>;
export type Refund = z.output<typeof ListedRefund>;
export type UnpaidReport = z.output<typeof UnpaidReportSchema>;
export type FunnelReport = z.output<typeof FunnelReportSchema>;
export type ReasonsReport = z.output<typeof ReasonsReportSchema>;
export type ReminderReport = z.output<typeof ReminderReportSchema>;
export type ExperimentsReport = z.output<typeof ExperimentsReportSchema>;
export type RecoveryReport = z.output<typeof RecoveryReportSchema>;
export type CreditReport = z.output<typeof CreditReportSchema>;
export type RfmReport = z.output<typeof RfmReportSchema>;
export type PolicyVersion = z.output<typeof PolicyVersionSchema>;
export type PolicyPreview = z.output<typeof PolicyPreviewSchema>;
export type Integrity = z.output<typeof IntegritySchema>;
export type ReconciliationRun = z.output<typeof ReconciliationRunSchema>;
export type ApiKey = z.output<typeof ApiKeySchema>;
export type WebhookEndpoint = z.output<typeof WebhookEndpointSchema>;
export type WebhookDelivery = z.output<typeof WebhookDeliverySchema>;
export type ListedTemplate = z.output<typeof ListedTemplateSchema>;
export type Template = z.output<typeof TemplateVersionSchema>;
export type TemplatePreview = z.output<typeof TemplatePreviewSchema>;
export type Shop = z.output<typeof ShopSchema>;
export type PaymentMethods = z.output<typeof PaymentMethodsSchema>;
