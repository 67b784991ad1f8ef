import type { DocumentWords } from './words.ts';

export const enDocuments: DocumentWords = {
  title: 'Send documents',
  text: 'Documents can help your application. They are kept encrypted, and only the people who decide on it see them.',
  limits: (each, left) =>
    `PDF, JPEG or PNG, up to ${each} each, ${left === 1 ? 'one more file' : `${left} more files in all`}.`,
  kinds: {
    identity: { name: 'Proof of identity', hint: 'Such as an identity card or a passport' },
    income: { name: 'Proof of income', hint: 'Such as a payslip or a bank statement' },
    address: { name: 'Proof of address', hint: 'Such as an electricity or water bill' },
  },
  received: (list) => `We have received: ${list}.`,
  receivedOne: (name, count) => `${name} (${count})`,
  separator: ', ',
  full: 'You have sent as many files as we can take.',
  button: 'Send these files',
};
