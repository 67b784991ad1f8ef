import { onTestFinished } from 'vitest';

/** An event as a stream has told it. */
export interface ToldEvent {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** Listens to a stream of events as a browser does, until the test is over. */
export async function eventStream(address: string, headers: Record<string, string> = {}) {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const response = await fetch(address, { headers, signal: controller.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  /** Reads on until enough was said, or nothing more will be. */
  async function readUntil(isEnough: () => boolean): Promise<void> {
    while (!isEnough()) {
      const chunk = await reader?.read();
      if (!chunk || chunk.done) return;
      text += chunk.value;
    }
  }
  return {
    response,
    stop: () => controller.abort(),
    /** All events so far, once there are `count`. */
    async until(count: number): Promise<readonly ToldEvent[]> {
      await readUntil(() => eventsIn(text).length >= count);
      return eventsIn(text);
    },
    /** All that was said so far, once `words` are part of it. */
    async untilSaid(words: string): Promise<string> {
      await readUntil(() => text.includes(words));
      return text;
    },
  };
}

function eventsIn(text: string): readonly ToldEvent[] {
  return text
    .split('\n\n')
    .filter((block) => block.startsWith('id:'))
    .map(eventOf);
}

function eventOf(block: string): ToldEvent {
  const field = (name: string) =>
    block
      .split('\n')
      .find((row) => row.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? '';
  return { id: field('id'), event: field('event'), data: JSON.parse(field('data')) };
}
