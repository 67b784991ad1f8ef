/** What a buyer may owe in plays, by grade: little, so that limits are reached. */
export const creditLimits: Readonly<Record<string, number>> = { A: 12_000, B: 7_000, C: 4_000 };

/** Short lives, so that a play sees many ends; `hours` is how long an order waits to be paid. */
export function playPolicy(hours: number): object {
  const [minutes, third] = [60 * hours, 20 * hours];
  return {
    validity: { normal: `PT${hours}H` },
    methodDue: { bank_transfer: `PT${2 * hours}H` },
    limits: { openOrdersPerCustomer: 500 },
    reminders: {
      strategy: 'delay',
      delay: `PT${third}M`,
      lastCall: `PT${minutes / 4}M`,
      shortValidity: { under: 'PT1M' },
      gap: `PT${third}M`,
      maxPerCustomerPerDay: 3,
      quietHours: { from: '00:00', to: '00:00' },
      returningNeedPerk: false,
    },
    credit: {
      wait: `PT${3 * hours}H`,
      grades: [
        { grade: 'A', from: 700, limit: creditLimits['A'], maxTerm: 6 },
        { grade: 'B', from: 600, limit: creditLimits['B'], maxTerm: 6 },
        {
          grade: 'C',
          from: 0,
          limit: creditLimits['C'],
          maxTerm: 3,
          approveFrom: 500,
          requires: 'auto_debit',
        },
      ],
      offers: { validFor: `PT${hours}H`, similarWithin: 0.5 },
    },
  };
}
