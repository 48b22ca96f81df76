import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { addresses } from '#db/schema/people';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { ownPersonId } from '../own-account.ts';
import { AddressParams } from '../schemas.ts';
import { lockPerson, noSuchAddress } from './address-rows.ts';

/** Removes an address; of those that are left the newest becomes the default, if it was that. */
export async function removeAddress(ctx: Context, input: z.input<typeof AddressParams>): Promise<{ removed: true }> {
  requirePermission(ctx, 'profile.own');
  const personId = ownPersonId(ctx);
  const { addressId } = parseInput(AddressParams, input);
  const [, removed = []] = await ctx.db.batch([
    lockPerson(personId),
    sql`delete from ${addresses} where id = ${addressId}::uuid and person_id = ${personId}::uuid returning id`,
    sql`update ${addresses} set is_default = true
      where id = (select id from ${addresses} where person_id = ${personId}::uuid order by created_at desc, id desc limit 1)
        and not exists (select from ${addresses} other where other.person_id = ${personId}::uuid and other.is_default)`,
  ]);
  if (removed.length === 0) throw noSuchAddress();
  return { removed: true };
}
