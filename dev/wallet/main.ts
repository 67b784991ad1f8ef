import { join } from 'node:path';
import { z } from 'zod';
import { buildWallet } from './app.ts';
import { keptWalletKeys } from './keys.ts';

// node dev/wallet/main.ts: a wallet to try the adapter with. Its keys are made up at the first start and kept in DATA_DIR; what it
// prints belongs into the environment of API and worker.

const Environment = z.object({
  WALLET_PORT: z.coerce.number().int().min(0).max(65_535).default(3002),
  WALLET_NOTICE_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:3000/v1/webhooks/payments/wallet'),
  DATA_DIR: z.string().min(1).default('.data'),
});

const { WALLET_PORT: port, WALLET_NOTICE_URL: noticeUrl, DATA_DIR: folder } = Environment.parse(process.env);
const keys = keptWalletKeys(join(folder, 'wallet-keys.json'));
const { merchant, wallet } = keys;
const app = await buildWallet({ noticeUrl, walletKey: wallet.privateKey, merchantKey: merchant.publicKey });
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void app.close());
const url = await app.listen({ host: '127.0.0.1', port });
const inOneLine = (pem: string) => pem.trim().replaceAll('\n', '\\n');
console.log(`The wallet listens at ${url} and tells ${noticeUrl}. For API and worker:

WALLET_URL=${url}
WALLET_MERCHANT_ID=holdfast
WALLET_MERCHANT_KEY=${inOneLine(merchant.privateKey)}
WALLET_PUBLIC_KEY=${inOneLine(wallet.publicKey)}
`);
