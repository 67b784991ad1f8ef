import { z } from 'zod';

/** What went wrong, without anybody's address: code and reply numbers only. `final`: trying again would end the same. */
export interface SmtpTrouble {
  readonly final: boolean;
  readonly why: string;
}

const SmtpError = z.object({
  code: z.string(),
  command: z.string().optional(),
  responseCode: z.number().optional(),
  response: z.string().optional(),
  permanent: z.boolean().optional(),
});

/** The server wants a login, or takes no mail at all: ours to mend, and no fault of the message. */
const ourFault: readonly number[] = [521, 530, 534, 535, 538];

/**
 * What an error of a delivery means. Final: the recipient or the message was refused with a 5xx. Everything else may pass:
 * 4xx, a broken line, a login that fails until somebody mends it.
 */
export function smtpTrouble(error: unknown): SmtpTrouble {
  const parsed = SmtpError.safeParse(error);
  if (!parsed.success) return { final: false, why: 'unknown trouble' };
  const { code, command, responseCode, response, permanent } = parsed.data;
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
  const said = [code, responseCode, enhanced, command?.startsWith('AUTH') ? 'AUTH' : command]
    .filter(Boolean)
    .join(' ');
  const refused = permanent === true && (code === 'EENVELOPE' || code === 'EMESSAGE');
  if (!refused || ourFault.includes(responseCode ?? 0)) return { final: false, why: said };
  return { final: true, why: `${isAboutAddress(command, enhanced) ? 'bad_address' : 'refused'}: ${said}` };
}

/** RFC 3463: x.1 is the address, x.2 the mailbox; a server that does not say is taken to mean the address. */
function isAboutAddress(command: string | undefined, enhanced: string | undefined): boolean {
  return command === 'RCPT TO' && (enhanced === undefined || /^5\.[12]\./.test(enhanced));
}
