/**
 * Why a message can't be delivered, ever. `bad_address`: nobody is there. `no_device`: no browser is left that would show it.
 * `stopped`: its reader told the provider to stop (a reply of STOP, a complaint). `refused`: this message alone.
 */
export const failureKinds = ['bad_address', 'no_device', 'stopped', 'refused'] as const;
export type FailureKind = (typeof failureKinds)[number];

/** The kind of a failure, read off the word its `why` begins with (`bad_address: 550 5.1.1`); `refused` where it begins otherwise. */
export function failureKind(why: string): FailureKind {
  const [word] = why.split(':', 1);
  return failureKinds.find((kind) => kind === word) ?? 'refused';
}
