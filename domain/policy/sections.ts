import { z } from 'zod';
import { Dues } from './dues.ts';
import { Amount, AtLeastOne, Count, Duration, PositiveShare, Share, WallClock, distinct } from './fields.ts';

const Points = z.int().min(-100_000).max(100_000);

const Grade = z.strictObject({
  grade: z.enum(['A', 'B', 'C']),
  from: Points,
  limit: Amount,
  maxTerm: AtLeastOne,
  approveFrom: Points.optional(),
  requires: z.literal('auto_debit').optional(),
});

/** A form's files are in memory together before they are kept. */
const LARGEST_DOCUMENT = 20 * 1024 * 1024;
const MOST_DOCUMENTS = 50;

/** Somebody else who finances a buyer, and whom: amounts in minor units. */
const OutsideProvider = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'must be a name such as evenpay'),
  title: z.string().trim().min(1).max(80),
  minAmount: Amount,
  maxAmount: Amount,
  maxTerm: AtLeastOne,
});

/** Pay later and instalments (product.md section 7). Factors are points of the scorecard. */
export const Credit = z.strictObject({
  wait: Duration,
  base: z.literal('bureau_score'),
  factors: z.strictObject({
    paidOrder: Points,
    paidOrdersCap: Count,
    unpaidClose: Points,
    accountMonth: Points,
    accountMonthsCap: Count,
    document: Points,
    documentsPerKind: Count,
    overdueInstalment: Points,
  }),
  grades: z
    .array(Grade)
    .min(1, 'must have at least one')
    .refine(
      (list) => new Set(list.map(({ grade }) => grade)).size === list.length,
      'must not name a grade twice',
    ),
  manualReviewWithin: Count,
  /** How long each step is expected to take: what the buyer is told. */
  expected: z.strictObject({ gathering: Duration, scoring: Duration, manualReview: Duration }),
  /** A bureau that does not answer is asked so often, with this between, before a person looks. */
  bureau: z.strictObject({ tries: AtLeastOne, again: Duration }),
  /** `kinds`: what a buyer is asked for; others are taken too. Of one order, and in bytes. */
  documents: z.strictObject({
    kinds: distinct(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be a code such as income')),
    maxBytes: z.int().min(1).max(LARGEST_DOCUMENT),
    most: z.int().min(1).max(MOST_DOCUMENTS),
  }),
  /** Monthly instalments where nobody says how many. */
  defaultTerm: AtLeastOne,
  offers: z.strictObject({ validFor: Duration, similarWithin: Share, mostSimilar: Count }),
  rescue: z.strictObject({
    downPayment: PositiveShare,
    payInFullDiscount: Amount,
    exploration: Share,
    outsideProviders: z.array(OutsideProvider),
  }),
  dues: Dues,
});

/** When an order ships and arrives (product.md section 8). */
export const DeliveryPromise = z.strictObject({
  enabled: z.boolean(),
  cutoffs: z.array(WallClock),
  transitDays: Count,
});

/** A carrier that does not answer is asked so often for its updates, with this between, before a person looks (product.md section 8). */
export const Logistics = z.strictObject({ tries: AtLeastOne, again: Duration });

/**
 * Rewards after payment, by recency, frequency and money (product.md section 8): important is who has spent `importantMonetary` or bought
 * `frequentOrders` times within `recentWithin`.
 */
export const Rewards = z.strictObject({
  enabled: z.boolean(),
  importantMonetary: Amount,
  frequentOrders: Count,
  recentWithin: Duration,
  points: Count,
  couponAmount: Amount,
  couponValid: Duration,
  /** What a coupon is good for: goods with one of these tags (none: all of the shop's), from this amount on. */
  couponTags: distinct(z.string().min(1).max(64)),
  couponFrom: Amount,
  spendMoreFrom: Amount,
  spendMoreAmount: Amount,
  spendMoreValid: Duration,
  /** Most matching accessories that are named. */
  accessories: z.int().min(0).max(20),
  /** Points for a buyer with good credit who shares; 0: none. */
  sharePoints: Count,
});

/** How unpaid closes lower a buyer's standing and payments raise it (product.md section 9). */
export const Standing = z.strictObject({
  window: Duration,
  forgiveCancelWithin: Duration,
  /** A provider that can't be reached for so long at closing is at fault for it: that close does not count. */
  providerAwayFor: Duration,
  watchAt: AtLeastOne,
  restrictedAt: AtLeastOne,
  blockedAt: AtLeastOne,
  paidToImprove: AtLeastOne,
  watchValidity: PositiveShare,
  /** An overdue instalment counts as so many unpaid closes. */
  overdueInstalment: Count,
});

/** Open unpaid orders at a time: of one account, and of one person over all of his accounts. Null: not looked at. */
export const Limits = z.strictObject({
  openOrdersPerCustomer: Count,
  /** The same phone number, however it is written. */
  openOrdersPerPhone: Count.nullable(),
  /** The same delivery address, however it is written: flats and offices have many buyers. */
  openOrdersPerAddress: Count.nullable(),
  /** The same `source.deviceId`. */
  openOrdersPerDevice: Count.nullable(),
  duplicateWindow: Duration,
});
