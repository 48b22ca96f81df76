import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { addresses } from '#db/schema/people';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { ownPersonId } from '../own-account.ts';
import { AddressParams, type AddressView, ChangeAddressBody } from '../schemas.ts';
import { type AddressRow, lockPerson, noSuchAddress, openAddress, sealAddress } from './address-rows.ts';

const ChangeAddress = z.strictObject({ ...AddressParams.shape, change: ChangeAddressBody });

/** Changes what is given of an address, or makes it the default. `not_found` for somebody else's too. */
export async function changeAddress(ctx: Context, input: z.input<typeof ChangeAddress>): Promise<AddressView> {
  requirePermission(ctx, 'profile.own');
  const personId = ownPersonId(ctx);
  const { addressId, change } = parseInput(ChangeAddress, input);
  const { isDefault = false, ...fields } = change;
  const ofPerson = sql`id = ${addressId}::uuid and person_id = ${personId}::uuid`;
  const [kept] = await ctx.db.query<AddressRow>(
    sql`select id, address, is_default, created_at from ${addresses} where ${ofPerson}`,
  );
  if (kept === undefined) throw noSuchAddress();
  const sealed = await sealAddress(ctx.personal, { ...(await openAddress(ctx.personal, kept)), ...fields });
  const [, changed = []] = await ctx.db.batch<AddressRow>([
    lockPerson(personId),
    sql`update ${addresses} set address = ${sealed}, is_default = is_default or ${isDefault} where ${ofPerson}
      returning id, address, is_default, created_at`,
    sql`update ${addresses} set is_default = false where person_id = ${personId}::uuid and ${isDefault}
      and id <> ${addressId}::uuid
      and exists (select from ${addresses} changed where changed.id = ${addressId}::uuid and changed.is_default)`,
  ]);
  const [row] = changed;
  if (row === undefined) throw noSuchAddress();
  return openAddress(ctx.personal, row);
}
