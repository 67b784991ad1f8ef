import type { CallFacts, CallWords } from './words.ts';

const held = ({ deadline, timeLeft }: CallFacts) =>
  deadline ? ` We hold your goods until ${deadline}; that is ${timeLeft} from now.` : '';

const asked = ' Is there anything that keeps you from paying, or that I can help you with?';

/** English. */
export const en: CallWords = {
  opening: ({ buyerName, shopName, orderNumber, items }) =>
    [
      buyerName ? `Hello, is that ${buyerName}?` : 'Hello.',
      shopName ? `This is ${shopName}.` : '',
      `I am calling about your order ${orderNumber} (${items}). Is now a good time?`,
    ]
      .filter((part) => part !== '')
      .join(' '),
  cases: {
    unpaid: (facts) => `${facts.amountDue} is still to be paid.${held(facts)}${asked}`,
    again: (facts) =>
      `We have tried to reach you before. ${facts.amountDue} is still to be paid.${held(facts)}${asked}`,
    last_call: (facts) =>
      `Your order closes soon, and ${facts.amountDue} is still to be paid.${held(facts)} I can give you more time if you need it.`,
    payment_failed: (facts) =>
      `A payment of yours did not go through. ${facts.failure ?? ''} ${facts.advice.join(' ')} ${facts.amountDue} is still to be paid.${held(facts)}`,
  },
  segments: {
    new: () =>
      'It is their first order: if they are unsure, say that goods can be returned and are insured on the way.',
    second: ({ perk }) =>
      `They have bought here before: thank them for it.${perk ? ` For them: ${perk}` : ''}`,
    loyal: ({ perk }) =>
      `They are a regular buyer: thank them for their loyalty.${perk ? ` For them: ${perk}` : ''}`,
  },
  over: {
    done: 'This call was made; nothing is left to do.',
    withdrawn: 'Do not call: there is nothing to call about any more.',
  },
  answersTitle: 'What they answer, and what to do:',
  answers: {
    will_pay: ({ hold }) => `thank them. They are not reminded again for ${hold}.`,
    no_answer: () => 'hang up after ten rings. The call comes back at the next time that is allowed.',
    does_not_remember: () => 'name the goods and the day. The details are sent to them at once.',
    for_somebody_else: () =>
      'ask for that person’s name and phone number or e-mail address. The link is sent there.',
    payment_trouble: ({ advice, extension }) =>
      `help: ${advice.join(' ')} They get ${extension} more, and the help is sent to them.`,
    wants_to_change: () => 'say that nothing is lost. The link to change the order is sent to them.',
    not_wanted: ({ gift }) =>
      `ask why and note it.${gift ? ` You may offer, once: ${gift} If they take it, the order stays.` : ''} Otherwise the order is cancelled, and nothing is charged.`,
  },
  comma: ', ',
  colon: ': ',
};
