import type { Dependencies } from '../../../activities/dependencies.ts';
import type { OrderGateway } from '../../../api/engine/order-gateway.ts';
import { EngineUnavailable } from '../../../api/engine/order-gateway.ts';
import { later } from '../../../domain/duration.ts';
import type { Answer, OrderRequest } from '../../../domain/order/requests.ts';
import type { RefusalCode } from '../../../domain/refusal.ts';
import type { Database } from '../../../prisma/database.ts';
import { linkTokens } from '../../../providers/link-tokens.ts';
import { orderLinks } from '../../../providers/order-links.ts';
import type { PaymentProvider } from '../../../providers/ports.ts';
import { openPlayer } from '../../../dev/without-engine/player.ts';
import { noCompanions } from '../../support/no-companions.ts';
import { carryOut } from '../../../workflows/request-steps.ts';

/** A gateway without an engine: the real steps run at once, in the API's process. What it was asked is kept. */
export interface StepGateway extends OrderGateway {
  readonly asked: OrderRequest[];
  readonly told: string[];
  readonly late: string[];
  readonly skipped: number[];
  /** Whether the engine is there. */
  away: boolean;
  /** Whether signals get lost on their way: the engine is away for them alone. */
  deaf: boolean;
  /** Whether the next answer gets lost on its way back: the request is carried out, and nobody learns of it. */
  losesAnswer: boolean;
  /** Answers the next request with this refusal instead. */
  refuseWith: RefusalCode | undefined;
}

export interface StepGatewayParts {
  readonly database: Database;
  readonly provider: PaymentProvider;
  readonly now: () => string;
}

const nobody = async () => {};

/** Carries requests out as an order's workflow does, on the order's own clock. */
export function stepGateway({ database, provider, now }: StepGatewayParts): StepGateway {
  const dependencies: Dependencies = {
    database,
    providers: new Map([[provider.name, provider]]),
    channels: new Map(),
    companions: noCompanions,
    links: orderLinks('http://pay.test', linkTokens('a-secret-for-tests-only')),
    log: { warn: () => undefined },
  };
  const player = openPlayer(dependencies, now);
  const { steps } = player;
  const gateway: StepGateway = {
    asked: [],
    told: [],
    late: [],
    skipped: [],
    away: false,
    deaf: false,
    losesAnswer: false,
    refuseWith: undefined,
    async request(order, request): Promise<Answer> {
      if (gateway.away) throw new EngineUnavailable('the engine is away');
      gateway.asked.push(request);
      const code = gateway.refuseWith;
      gateway.refuseWith = undefined;
      if (code) return { accepted: false, code };
      const at = { orderId: order.id, now: later(now(), order.clockOffsetMs) };
      const { answer } = await carryOut({ ...player, now: () => at.now }, order.id, request);
      if (request.kind === 'add_documents') await steps.scoreCredit(at); // due at once where it is decided anew
      const lost = gateway.losesAnswer;
      gateway.losesAnswer = false;
      if (lost) throw new EngineUnavailable('the answer came too late');
      return JSON.parse(JSON.stringify(answer)); // as it comes through the engine
    },
    async signalPaymentEvent(order, eventHash) {
      if (gateway.away || gateway.deaf) throw new EngineUnavailable('the engine is away');
      gateway.told.push(eventHash);
      await steps.applyPayments({ orderId: order.id, now: later(now(), order.clockOffsetMs) });
    },
    async signalCreditReport(order, eventHash) {
      if (gateway.away) throw new EngineUnavailable('the engine is away');
      gateway.told.push(eventHash);
      const input = { orderId: order.id, now: later(now(), order.clockOffsetMs) };
      await steps.takeCreditReports(input);
      await steps.scoreCredit(input);
    },
    async signalParcelUpdate(order, eventHash) {
      if (gateway.away) throw new EngineUnavailable('the engine is away');
      gateway.told.push(eventHash);
      await steps.takeParcelUpdates({ orderId: order.id, now: later(now(), order.clockOffsetMs) });
    },
    async startLatePayment(order, _provider, eventHash) {
      if (gateway.away) throw new EngineUnavailable('the engine is away');
      gateway.late.push(eventHash);
      await steps.applyPayments({ orderId: order.id, now: later(now(), order.clockOffsetMs) });
    },
    startOrder: nobody,
    async signalRowChanged() {
      if (gateway.away || gateway.deaf) throw new EngineUnavailable('the engine is away');
    },
    async fastForward(_order, ms) {
      if (gateway.away) throw new EngineUnavailable('the engine is away');
      gateway.skipped.push(ms);
    },
    isReachable: async () => !gateway.away,
  };
  return gateway;
}
