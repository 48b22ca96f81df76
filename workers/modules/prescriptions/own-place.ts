import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { personOf } from '#platform/access/actor';
import { recordScopeOf } from '#platform/access/record-scope';
import type { Permitted } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { hashSecret, sameHash } from '#platform/ids';
import { invalidInput } from '#platform/parse-input';
import { type PrescriptionRow, selectPrescriptions } from './prescription-view.ts';

const Id = z.uuid('Must be an id as this API gives them');
const Token = z.string().max(100).optional();

/** What opens carts and orders without an account. */
export const Tokens = z.strictObject({ cartToken: Token, orderToken: Token });
export type Tokens = z.infer<typeof Tokens>;

export const PlaceFields = z.strictObject({
  orderId: Id.optional(),
  cartId: Id.optional(),
  storeId: Id.optional().meta({ description: 'For an account, without an order or cart' }),
});

/** What a prescription is for: the store that looks at it, and whose it is as far as anybody knows. */
export interface PrescriptionPlace {
  storeId: string;
  personId: string | null;
  orderId: string | null;
  cartId: string | null;
}

const notFound = (what: string): AppError => new AppError('not_found', `There is no such ${what}.`);

/** The place that its buyer names. Throws `not_found` for an order or cart that is not theirs. */
export async function ownPlace(
  ctx: Permitted,
  { orderId, cartId, storeId }: z.infer<typeof PlaceFields>,
  tokens: Tokens,
): Promise<PrescriptionPlace> {
  const me = personOf(ctx.actor);
  if (orderId !== undefined) return ownOrder(ctx, orderId, tokens);
  if (cartId !== undefined) {
    const { store } = orThrow(await ctx.objects.checkout(cartId).read(await hashSecret(tokens.cartToken ?? '')));
    return { storeId: store.storeId, personId: me, orderId: null, cartId };
  }
  if (me === null) throw new AppError('unauthenticated', 'Sign in, or name an order or a cart with its token.');
  const [store] = await ctx.db.query(sql`select 1 from stores where id = ${storeId ?? null}::uuid`);
  if (storeId === undefined || store === undefined) {
    throw invalidInput([{ path: 'storeId', message: 'Name a store, an order or a cart' }]);
  }
  return { storeId, personId: me, orderId: null, cartId: null };
}

async function ownOrder(ctx: Permitted, orderId: string, { orderToken }: Tokens): Promise<PrescriptionPlace> {
  const orderTokenHash = await hashSecret(orderToken ?? '');
  const scope = { ...recordScopeOf(ctx.actor, ctx.clock.now().getTime()), orderTokenHash };
  const [order] = await ctx.db
    .within(scope)
    .query<{ store_id: string; person_id: string | null; token_hash: string }>(
      sql`select store_id, person_id, token_hash from orders where id = ${orderId}::uuid`,
    );
  const me = personOf(ctx.actor);
  const isOwn =
    order !== undefined && ((me !== null && order.person_id === me) || sameHash(order.token_hash, orderTokenHash));
  if (!isOwn) throw notFound('order');
  return { storeId: order.store_id, personId: order.person_id, orderId, cartId: null };
}

interface FoundRow extends PrescriptionRow {
  orderTokenHash: string | null;
  orderPersonId: string | null;
}

/**
 * A prescription for whoever it belongs to: the account, the cart that it was sent with, or the order that this became. Throws
 * `not_found` for anybody else, so that ids cannot be probed.
 */
export async function ownPrescription(ctx: Permitted, id: string, tokens: Tokens): Promise<PrescriptionRow> {
  const me = personOf(ctx.actor);
  const [row] = await ctx.db.within({ storeIds: 'all', personId: me }).query<FoundRow>(sql`select own.*,
      o.token_hash as "orderTokenHash", o.person_id as "orderPersonId"
    from (${selectPrescriptions(sql`p.id = ${id}::uuid`)}) own
    left join orders o on o.id = coalesce(own."orderId",
      (select d.order_id from order_deliveries d join orders placed on placed.id = d.order_id
        where d.cart_id = own."cartId" order by placed.placed_at desc limit 1))`);
  if (row === undefined || !(await isOwn(ctx, row, me, tokens))) throw notFound('prescription');
  return row;
}

async function isOwn(ctx: Permitted, row: FoundRow, me: string | null, tokens: Tokens): Promise<boolean> {
  if (me !== null && (row.personId === me || row.orderPersonId === me)) return true;
  const { orderToken, cartToken } = tokens;
  if (orderToken !== undefined && row.orderTokenHash !== null) {
    if (sameHash(row.orderTokenHash, await hashSecret(orderToken))) return true;
  }
  if (cartToken === undefined || row.cartId === null) return false;
  return (await ctx.objects.checkout(row.cartId).read(await hashSecret(cartToken))).ok;
}

/** The records of one store for whoever was found to own something in it. */
export const recordsOfStore = (ctx: Permitted, storeId: string) =>
  ctx.db.within({ storeIds: [storeId], personId: personOf(ctx.actor) });
