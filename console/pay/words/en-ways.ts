import type { WayWords } from './words.ts';

export const enWays: WayWords = {
  friend: {
    title: 'Ask a friend to pay',
    text: 'Send this link to somebody you trust. They see the goods and the price, never your name, phone or address, and they can only pay.',
    link: 'The link for your friend',
    copy: 'Copy the link',
    copied: 'Copied',
    share: 'Share it',
  },
  extend: {
    title: 'I need more time',
    text: (more) => `You can have ${more} more, once. The goods stay reserved for you.`,
    button: (more) => `Give me ${more} more`,
  },
  lines: {
    title: 'Change quantities',
    text: 'Set a quantity to 0 to take something out. The price follows at once.',
    quantity: (name) => `Quantity: ${name}`,
    fewer: (name) => `One less: ${name}`,
    more: (name) => `One more: ${name}`,
    button: 'Save the quantities',
  },
  problem: {
    title: 'Report a problem',
    text: 'We stop reminding you and keep the goods a while longer, until somebody has looked at it.',
    legend: 'What is it about?',
    kinds: { cant_pay: "I can't pay", question: 'I have a question', other: 'Something else' },
    note: 'Tell us more (optional)',
    button: 'Send it',
  },
  cancel: {
    title: 'Cancel the order',
    text: 'Nothing is charged, and the goods go back on sale at once.',
    legend: 'Why are you cancelling?',
    reasons: {
      changed_mind: 'I changed my mind',
      ordered_by_mistake: 'I ordered by mistake',
      too_expensive: 'It costs too much',
      delivery_too_slow: 'Delivery takes too long',
      cant_pay: "Paying doesn't work for me",
      bought_elsewhere: 'I bought it somewhere else',
      other: 'Another reason',
    },
    note: 'In your own words (optional)',
    button: 'Cancel this order',
  },
};
