import type { InEvery } from '../../domain/messages/locale.ts';
import type { PaymentMethod } from '../../domain/order/order.ts';

/** One part of what is paid later: minor units, and the local day it is due. */
export interface PayInstalment {
  readonly amount: number;
  readonly dueOn: string;
}

/** A credit application as the order's `credit` has it (api.md). */
export interface PayCredit {
  readonly state: string;
  /** 0 to 1. */
  readonly progress: number;
  readonly expectedBy?: string;
  readonly decision?: 'approved' | 'declined';
  readonly reasons: readonly InEvery[];
  /** What is, or would be, paid when. */
  readonly plan: readonly PayInstalment[];
  /** Whether a card for the instalments has still to be set up. */
  readonly autoDebit?: 'required' | 'bound';
}

/** What the buyer may send about his application, and what of it has come. */
export interface PayDocuments {
  /** What he is asked for, as codes. */
  readonly kinds: readonly string[];
  /** How many have come, by kind. */
  readonly received: readonly { readonly kind: string; readonly count: number }[];
  /** How many more are taken, and how large one may be in bytes. */
  readonly left: number;
  readonly maxBytes: number;
}

/** Instalments of an order that was financed. */
export interface PayDues {
  readonly instalments: readonly PayDue[];
  /** By which one can be paid now. */
  readonly methods: readonly PaymentMethod[];
  /** Whether a card is bound that is debited by itself. */
  readonly isDebited: boolean;
}

/** One of them, with how far it is. */
export interface PayDue {
  readonly number: number;
  readonly amount: number;
  readonly paid: number;
  readonly owed: number;
  /** A day of the shop's calendar. */
  readonly dueOn: string;
  readonly state: 'planned' | 'due' | 'overdue' | 'paid' | 'void';
  readonly isUnderWay: boolean;
  readonly wasDeclined: boolean;
  readonly nextTryOn?: string;
}

/** A way on after a declined application, as the order's `offers` have it. */
export interface PayOffer {
  readonly id: string;
  readonly title: InEvery;
  readonly kind: string;
  /** What would be paid later of it; empty where nothing is. */
  readonly plan: readonly PayInstalment[];
}
