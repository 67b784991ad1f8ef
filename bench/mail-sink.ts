import { SMTPServer } from 'smtp-server';
import { freePort } from '../dev/stack/ports.ts';

/** A mail server that takes everything and remembers only when what came for whom. */
export interface MailSink {
  readonly url: string;
  /** When the first mail came to each address, Unix milliseconds. */
  readonly arrivals: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Starts a mail server on a free port of 127.0.0.1. */
export async function startMailSink(): Promise<MailSink> {
  const arrivals = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      stream.resume();
      stream.once('end', () => {
        for (const { address } of envelope.rcptTo)
          if (!arrivals.has(address)) arrivals.set(address, Date.now());
        done();
      });
    },
  });
  const port = await freePort();
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${port}`,
    arrivals,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}
