import { tokenName, vaultOf } from '../providers/vault.ts';
import type { Dependencies } from '../activities/dependencies.ts';
import type { WorkerConfig } from './config.ts';

/** Reads the tokens of bound cards with the key the API sealed them with; both must be told the same. */
export function cardsOf({ DOCUMENT_KEY, DEV_MODE, LINK_SECRET }: WorkerConfig): Dependencies['cards'] {
  const documentKey = DOCUMENT_KEY === undefined ? undefined : Buffer.from(DOCUMENT_KEY, 'base64');
  const vault = vaultOf({ documentKey, devMode: DEV_MODE === '1', linkSecret: LINK_SECRET });
  return (
    vault && {
      openToken: (orderId, sealedToken) =>
        vault.open(Buffer.from(sealedToken, 'base64'), tokenName(orderId)).toString(),
    }
  );
}
