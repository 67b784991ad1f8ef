import { standardReceipts } from '../providers/messages/standard-receipts.ts';
import { twilioCallback, twilioReceipts } from '../providers/messages/sms/twilio-receipts.ts';
import type { ReceiptSource } from '../providers/ports.ts';
import type { ApiConfig } from './config.ts';

/** Who may tell what became of messages, by the name in the webhook's address: whoever has a secret set. */
export function receiptSources({
  receipts: { sms, mail, twilio },
  publicUrl,
}: Pick<ApiConfig, 'receipts' | 'publicUrl'>): ReadonlyMap<string, ReceiptSource> {
  const sources: readonly ReceiptSource[] = [
    ...(sms ? [standardReceipts({ name: 'sms', channel: 'sms', secret: sms })] : []),
    ...(mail ? [standardReceipts({ name: 'mail', channel: 'email', secret: mail })] : []),
    ...(twilio ? [twilioReceipts({ authToken: twilio, statusCallback: twilioCallback(publicUrl) })] : []),
  ];
  return new Map(sources.map((source) => [source.name, source]));
}
