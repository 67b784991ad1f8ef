import type { ContactWords, ParcelWords } from './words.ts';

export const enParcel: ParcelWords = {
  title: 'Your parcel',
  states: {
    picked_up: 'Handed to the carrier',
    in_transit: 'On its way',
    out_for_delivery: 'Out for delivery',
    failed_attempt: 'The carrier could not hand it over and will try again, or tell you where to pick it up',
    delivered: 'Delivered',
    returned: 'It could not be delivered and is on its way back. The shop will get in touch with you',
  },
  since: (instant) => `since ${instant}`,
  expectedOn: (day) => `The carrier expects it to arrive on ${day}.`,
  updates: {
    none: 'It has left.',
    asked: 'Where it is will be shown here as soon as it is on its way and the carrier tells us.',
    subscribed: 'It has left. Where it is will be shown here as soon as the carrier tells us.',
    refused: 'The carrier can not tell us where it is right now.',
    unreachable: 'The carrier can not tell us where it is right now.',
  },
  follow: 'Follow my parcel',
  followHint: 'We show here where it is and tell you when it is about to arrive.',
};

export const enContact: ContactWords = {
  title: 'Who takes the parcel, and where',
  known: (parts) => `We have: ${parts}. It is not shown here. Fill in only what should change.`,
  unknown: 'Tell us who takes the parcel, and where. It can be changed until it has left.',
  parts: { name: 'Name', phone: 'Phone number', address: 'Address' },
  and: ', ',
  button: 'Save',
};
