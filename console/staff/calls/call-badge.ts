import type { CallTaskState } from '../../../domain/call-tasks/call-task.ts';
import type { WordingLocale } from '../../../domain/messages/locale.ts';
import type { Html } from '../../html.ts';
import { badge, type Tone } from '../kit/badge.ts';
import { callsWords } from '../words/calls.ts';

const tones: Readonly<Record<CallTaskState, Tone>> = {
  open: 'busy',
  claimed: 'good',
  done: 'plain',
  withdrawn: 'plain',
};

export function callBadge(state: CallTaskState, locale: WordingLocale): Html {
  return badge(callsWords[locale].states[state], tones[state]);
}
