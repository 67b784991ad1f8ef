/**
 * Parts of a policy that reminds at any hour of any day, 2.5 h after the order: what is tested with it is right whenever the tests run. The
 * last call falls on the same local day as the first reminder at some hours, so a buyer may be reminded twice a day.
 */
export const atAnyTime = {
  calendar: { holidays: 'send' },
  reminders: {
    strategy: 'delay',
    quietHours: { from: '00:00', to: '00:00' },
    maxPerCustomerPerDay: 50,
  },
} as const;
