import { BANK } from '../providers/payment/bank/provider.ts';
import type { PaymentEvent } from '../providers/ports.ts';
import type { Dependencies } from './dependencies.ts';
import { EngineUnavailable } from './engine/order-gateway.ts';
import { receivePaymentEvent } from './payment-events.ts';

/**
 * Takes in what staff tell of the shop's bank account. An engine that is away is told later, by the relay: the event is stored. Answers
 * whether the order's workflow was told now.
 */
export async function receiveBankEvent(
  needs: Pick<Dependencies, 'database' | 'gateway' | 'toldEvents'>,
  event: PaymentEvent,
  now: string,
): Promise<boolean> {
  try {
    return await receivePaymentEvent(needs, BANK, event, now);
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    return false;
  }
}
