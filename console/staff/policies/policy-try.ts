import { orderChannels, orderKinds } from '../../../domain/order/order.ts';
import { segments } from '../../../domain/reminders/segments.ts';
import { html, type Html } from '../../html.ts';
import type { Field, Filled } from '../kit/field.ts';
import { filters } from '../kit/filters.ts';
import { when } from '../kit/when.ts';
import type { Reader } from '../reader.ts';
import { groupName } from '../reports/group-name.ts';
import type { PolicyPreview } from '../rest-shapes.ts';
import { codeText } from '../words/codes.ts';
import { inLocale } from '../words/pair.ts';
import { policiesWords } from '../words/policies.ts';
import { reasonText } from '../words/reason-text.ts';
import { channelNames, kindNames } from '../words/states.ts';

/** What a policy would do to an order, and to which. */
export interface PolicyTry {
  readonly action: string;
  readonly asked: Filled;
  readonly placedAt: string | undefined;
  /** Undefined: nobody has asked yet, or it could not be read. */
  readonly preview: PolicyPreview | undefined;
}

/** The form that asks what a policy would do to an order, and the answer as a line of time. */
export function policyTry({ action, asked, placedAt, preview }: PolicyTry, reader: Reader): Html {
  const { locale } = reader;
  const words = policiesWords[locale].try;
  return html`<section aria-labelledby="try">
    <h2 id="try">${words.title}</h2>
    <p>${words.lead}</p>
    ${filters(fieldsOf(reader), { action, locale, filled: asked })}
    ${preview && placedAt !== undefined && answerOf(preview, placedAt, reader)}
  </section>`;
}

function fieldsOf({ locale }: Reader): readonly Field[] {
  const { kind, placedAt, amount, segment, channel } = policiesWords[locale].try;
  const kinds = orderKinds.map((value) => ({ value, text: inLocale(kindNames[value], locale) }));
  const channels = orderChannels.map((value) => ({ value, text: inLocale(channelNames[value], locale) }));
  const buyers = segments.map((value) => ({ value, text: groupName('segment', value, locale) }));
  return [
    { kind: 'choice', name: 'kind', label: kind, choices: kinds },
    { kind: 'local_time', name: 'placedAt', label: placedAt },
    { kind: 'amount', name: 'amount', label: amount },
    { kind: 'choice', name: 'segment', label: segment, choices: buyers },
    { kind: 'choice', name: 'channel', label: channel, choices: channels },
  ];
}

interface Happening {
  readonly at: string;
  readonly what: string;
  readonly how?: string;
}

function answerOf(preview: PolicyPreview, placedAt: string, reader: Reader): Html {
  const { locale } = reader;
  const words = policiesWords[locale].try;
  const { deadline, dropped } = preview;
  return html`<div class="card" id="answer">
    <ol class="timeline">
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
    }
  </div>`;
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
