import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Permission } from '#platform/access/permission-table';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { parseInput } from '#platform/parse-input';
import { type PersonRecord, type PersonView, personView, selectPeople } from './person-view.ts';
import { reachablePeople } from './reachable-people.ts';

export const PersonPath = z.strictObject({ personId: z.uuid() });

/** One person, masked without `people.read_contact`. Throws `not_found`, also for somebody out of reach. */
export async function getPerson(ctx: Context, input: z.input<typeof PersonPath>): Promise<PersonView> {
  requirePermission(ctx, 'people.read');
  const { personId } = parseInput(PersonPath, input);
  return personView(ctx, await findPerson(ctx, personId, 'people.read'));
}

export async function findPerson(ctx: Permitted, personId: string, permission: Permission): Promise<PersonRecord> {
  const condition = sql`p.id = ${personId} and ${reachablePeople(ctx, permission)}`;
  const [row] = await ctx.db.query<PersonRecord>(selectPeople(ctx, condition));
  if (row === undefined) throw new AppError('not_found', 'There is no such person.');
  return row;
}
