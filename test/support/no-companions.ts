import type { Companions } from '../../activities/dependencies.ts';

const nobody = async () => {};

/** Nobody lives beside an order: what is asked of companions is not done. */
export const noCompanions: Companions = {
  startOrder: nobody,
  startRefund: nobody,
  startWinBack: nobody,
  watchInstalments: nobody,
  tellOfCredit: nobody,
  tellOfParcel: nobody,
  tellOfPayment: nobody,
};
