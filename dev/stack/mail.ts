import type { Child } from './child.ts';
import type { Crew } from './crew.ts';
import { startNode } from './node-child.ts';
import { isListening } from './ports.ts';
import { waitForAnswer } from './ready.ts';
import { waitFor } from './wait-for.ts';

export interface MailOptions {
  readonly smtpPort: number;
  readonly uiPort: number;
  /** Mails are kept here over restarts. */
  readonly folder: string;
  readonly crew: Crew;
}

export interface Mail {
  readonly child: Child;
  readonly smtpUrl: string;
  /** A page with every mail that was sent; nothing leaves this machine. */
  readonly uiUrl: string;
}

const MAILS_KEPT = 2000;

/** Starts the SMTP inbox (maildev) and returns once it takes mail and shows it. */
export async function startMail({ smtpPort, uiPort, folder, crew }: MailOptions): Promise<Mail> {
  const listen = [
    '--ip',
    '127.0.0.1',
    '--smtp',
    String(smtpPort),
    '--web-ip',
    '127.0.0.1',
    '--web',
    String(uiPort),
  ];
  const keep = ['--mail-directory', folder, '--max-emails', String(MAILS_KEPT)];
  const child = await startNode({
    name: 'mail',
    script: 'node_modules/maildev/dist/bin/maildev.js',
    args: [...listen, ...keep],
    env: {},
    crew,
  });
  const uiUrl = `http://127.0.0.1:${uiPort}`;
  await waitFor('The SMTP inbox', child, () => isListening(smtpPort));
  await waitForAnswer("The SMTP inbox's page", child, `${uiUrl}/api/healthz`);
  return { child, smtpUrl: `smtp://127.0.0.1:${smtpPort}`, uiUrl };
}
