import { type SQL, sql } from 'drizzle-orm';
import { dealers } from '#db/schema/people';
import { quotations, takenCarts } from '#db/schema/trade-orders';
import { licenceTermsOf } from './read-dealer.ts';

/** A row of `tradeOfCart`. */
export interface CartTrade {
  status: 'pending' | 'active' | 'suspended';
  licences: { kind: '20-C' | '20-D' | 'pharmacist'; validFrom: string; validTo: string }[] | null;
}

/** The firm that a cart of the trade is for: by what staff noted of it or quoted, else that of the person who asks. */
export const tradeOfCart = (cartId: string, personId: string | null): SQL => sql`
  select d.status, ${licenceTermsOf(sql`d.id`)} as licences from ${dealers} d where d.id = coalesce(
    (select t.dealer_id from ${takenCarts} t where t.id = ${cartId}::uuid),
    (select q.dealer_id from ${quotations} q where q.cart_id = ${cartId}::uuid limit 1),
    (select p.dealer_id from people p where p.id = ${personId}::uuid))`;
