import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { EmailAddress, PhoneNumber } from '../contact.ts';
import { instantOf } from '../instant-of.ts';
import { personKinds } from '../person.ts';
import { type PersonRecord, PersonView, personView, selectPeople } from './person-view.ts';
import { reachablePeople } from './reachable-people.ts';

export const ListPeopleSchema = z.strictObject({
  kind: z.enum(personKinds).optional(),
  email: EmailAddress.optional().meta({ description: 'Exactly this address' }),
  phone: PhoneNumber.optional().meta({ description: 'Exactly this number' }),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const PersonListView = z
  .object({ data: z.array(PersonView), nextCursor: z.string().nullable() })
  .meta({ id: 'PersonList' });

const PlaceSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** People, the newest first, masked without `people.read_contact`. Addresses are found by their exact value only: they are sealed. */
export async function listPeople(
  ctx: Context,
  input: z.input<typeof ListPeopleSchema>,
): Promise<z.infer<typeof PersonListView>> {
  requirePermission(ctx, 'people.read');
  const { kind, email, phone, limit, cursor } = parseInput(ListPeopleSchema, input);
  const conditions = [reachablePeople(ctx, 'people.read')];
  if (kind !== undefined) conditions.push(sql`p.kind = ${kind}`);
  if (email !== undefined) conditions.push(sql`p.email_index = ${await ctx.personal.indexOf('email', email)}`);
  if (phone !== undefined) conditions.push(sql`p.phone_index = ${await ctx.personal.indexOf('phone', phone)}`);
  if (cursor !== undefined) {
    const [createdAt, id] = decodeCursor(cursor, PlaceSchema);
    conditions.push(sql`(date_trunc('milliseconds', p.created_at), p.id) < (${createdAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await ctx.db.query<PersonRecord>(sql`${selectPeople(ctx, sql.join(conditions, sql` and `))}
    order by date_trunc('milliseconds', p.created_at) desc, p.id desc limit ${limit + 1}`);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: await Promise.all(shown.map((row) => personView(ctx, row))),
    nextCursor: last === undefined ? null : encodeCursor([instantOf(last.created_at), last.id]),
  };
}
