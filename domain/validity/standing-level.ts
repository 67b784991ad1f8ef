/** A buyer's record of paying, best first (product.md section 9). */
export const standingLevels = ['good', 'watch', 'restricted', 'blocked'] as const;
export type StandingLevel = (typeof standingLevels)[number];
