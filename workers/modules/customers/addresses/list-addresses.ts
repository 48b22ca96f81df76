import { sql } from 'drizzle-orm';
import { addresses } from '#db/schema/people';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { ownPersonId } from '../own-account.ts';
import type { AddressListView } from '../schemas.ts';
import { type AddressRow, openAddress } from './address-rows.ts';

/** One's own addresses, the default first, then the newest. */
export async function listAddresses(ctx: Context): Promise<AddressListView> {
  requirePermission(ctx, 'profile.own');
  const rows = await ctx.db.query<AddressRow>(sql`select id, address, is_default, created_at from ${addresses}
    where person_id = ${ownPersonId(ctx)}::uuid order by is_default desc, created_at desc, id desc`);
  return { data: await Promise.all(rows.map((row) => openAddress(ctx.personal, row))) };
}
