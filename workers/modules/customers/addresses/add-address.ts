import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { addresses } from '#db/schema/people';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { parseInput } from '#platform/parse-input';
import { maxAddresses } from '../limits.ts';
import { ownPersonId } from '../own-account.ts';
import { type AddressView, NewAddressBody } from '../schemas.ts';
import { type AddressRow, isKept, lockPerson, openAddress, sealAddress } from './address-rows.ts';

/** Adds an address; the first one becomes the default. Throws `conflict` when there are as many as may be. */
export async function addAddress(ctx: Context, input: z.input<typeof NewAddressBody>): Promise<AddressView> {
  requirePermission(ctx, 'profile.own');
  const personId = ownPersonId(ctx);
  const { isDefault, ...content } = parseInput(NewAddressBody, input);
  const id = ctx.ids.next();
  const sealed = await sealAddress(ctx.personal, content);
  const [, added = []] = await ctx.db.batch<AddressRow>([
    lockPerson(personId),
    sql`insert into ${addresses} (id, person_id, address, is_default, created_at)
      select ${id}::uuid, ${personId}::uuid, ${sealed}, ${isDefault} or count(*) = 0, ${ctx.clock.now().toISOString()}::timestamptz
      from ${addresses} where person_id = ${personId}::uuid having count(*) < ${maxAddresses} and ${isKept(personId)}
      returning id, address, is_default, created_at`,
    sql`update ${addresses} set is_default = false where person_id = ${personId}::uuid and is_default and id <> ${id}::uuid
      and exists (select from ${addresses} added where added.id = ${id}::uuid and added.is_default)`,
  ]);
  const [row] = added;
  if (row === undefined)
    throw new AppError('conflict', `At most ${maxAddresses} addresses are kept. Remove one first.`);
  return openAddress(ctx.personal, row);
}
