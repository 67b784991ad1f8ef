import { html, type Html } from '../../html.ts';
import { when } from '../kit/when.ts';
import type { Reader } from '../reader.ts';
import type { PolicyPreview } from '../rest-shapes.ts';
import { codeText } from '../words/codes.ts';
import { policiesWords } from '../words/policies.ts';
import { reasonText } from '../words/reason-text.ts';
import type { TriedPolicy } from './policy-try.ts';

interface Happening {
  readonly at: string;
  readonly what: string;
  readonly how?: string;
}

/** What a policy would do to an order, as a line of time; and what it would not send, and why. */
export function policyAnswer({ placedAt, preview }: TriedPolicy, reader: Reader): Html {
  const { locale } = reader;
  const words = policiesWords[locale].try;
  const { deadline, dropped } = preview;
  return html`<ol class="timeline">
      ${happenings(preview, placedAt, reader).map(
        ({ at, what, how }) =>
          html`<li>
            <p class="what">${what}</p>
            <p class="fine">${when(at, reader)}${how !== undefined && ` · ${how}`}</p>
          </li>`,
      )}
    </ol>
    ${deadline === null && html`<p>${words.never}</p>`}
    <h3>${words.dropped}</h3>
    ${
      dropped.length === 0
        ? html`<p class="empty">${words.nothingDropped}</p>`
        : html`<ul>
            ${dropped.map(({ stage, reason }) => html`<li>${codeText(stage, locale)}: ${reasonText(reason, locale)}</li>`)}
          </ul>`
    }`;
}

function happenings(preview: PolicyPreview, placedAt: string, reader: Reader): readonly Happening[] {
  const words = policiesWords[reader.locale].try;
  const { deadline, releaseAt, reminders } = preview;
  const all = [
    { at: placedAt, what: words.placed },
    ...reminders.map((reminder) => happeningOf(reminder, reader)),
    ...(deadline === null ? [] : [{ at: deadline, what: words.deadline }]),
    ...(releaseAt === null ? [] : [{ at: releaseAt, what: words.release }]),
  ];
  return all.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

function happeningOf(reminder: PolicyPreview['reminders'][number], { locale }: Reader): Happening {
  const words = policiesWords[locale].try;
  const { at, kind, stage, channels, emphasis, reason } = reminder;
  const name = codeText(stage, locale);
  if (kind === 'call')
    return {
      at,
      what: words.call(name),
      ...(reason ? { how: words.moved(reasonText(reason, locale)) } : {}),
    };
  const how = [
    words.by(channels.map((channel) => codeText(channel, locale)).join(', ')),
    ...(emphasis === 'none' ? [] : [words.argues(codeText(emphasis, locale))]),
    ...(reason ? [words.moved(reasonText(reason, locale))] : []),
  ];
  return { at, what: words.reminder(name), how: how.join(' · ') };
}
