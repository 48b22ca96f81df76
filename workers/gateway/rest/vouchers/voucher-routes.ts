import type { Route } from '../../routing/define-route.ts';
import { changeVoucherRoute } from './change-voucher.ts';
import { checkBalanceRoute } from './check-balance.ts';
import { giveStoreCreditRoute } from './give-store-credit.ts';
import { issueGiftCardRoute } from './issue-gift-card.ts';
import { listVoucherEntriesRoute } from './list-entries.ts';
import { listVouchersRoute } from './list-vouchers.ts';
import { ownStoreCreditRoute } from './own-store-credit.ts';
import { readLiabilitiesRoute } from './read-liabilities.ts';
import { setDealerCreditRoute } from './set-dealer-credit.ts';

/** Of whoever pays with them. */
export const ownVoucherRoutes: readonly Route[] = [checkBalanceRoute, ownStoreCreditRoute];

/** Gift cards, store credit and dealers' credit, for staff. */
export const voucherRoutes: readonly Route[] = [
  readLiabilitiesRoute,
  listVouchersRoute,
  issueGiftCardRoute,
  changeVoucherRoute,
  listVoucherEntriesRoute,
  giveStoreCreditRoute,
  setDealerCreditRoute,
];
