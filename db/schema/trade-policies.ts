import { sql } from 'drizzle-orm';
import { everything, inStores, isMe, isStaff, itsStore, ofMyDealer, reading, writing } from './policies.ts';
import { creditTerms, quotations, takenCarts } from './trade-orders.ts';

/** What staff take for somebody is their store's; a quotation is its dealer's and its buyer's besides, who answer it. */

const ofEveryDealer = sql.raw('(dealer_id is null and (select app_dealer_id()) is not null)');

export const takenCartsWrite = writing(takenCarts, 'taken_carts', itsStore);
export const quotationsWrite = writing(
  quotations,
  'quotations',
  everything,
  inStores('store_id'),
  ofMyDealer,
  isMe('person_id'),
);
export const creditTermsRead = reading(creditTerms, 'credit_terms', everything, isStaff, ofMyDealer, ofEveryDealer);
export const creditTermsWrite = writing(creditTerms, 'credit_terms', everything);
