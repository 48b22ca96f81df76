import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { customRoles, people, roleGrants } from '#db/schema/people';
import { messageFact } from '#modules/campaigns';
import { describeActor } from '#platform/access/actor';
import { MAX_GRANT_STORES } from '#platform/access/grants';
import { reachOf, requirePermission } from '#platform/access/require-permission';
import { permissionsOf, type Role, roles, staffRoles } from '#platform/access/roles';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { demand, wasRefused } from '#platform/exactly-one';
import { type Fact, writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { grantFact, type NewGrant } from '../new-grant.ts';
import { breakGlassLetter } from './break-glass-letter.ts';
import { type ChangedGrantView, type GrantRecord, grantView, selectGrants } from './grant-view.ts';
import { revokeTokens } from './revoke-tokens.ts';

/** What cannot be done in an hour is no emergency but somebody's job. */
const MAX_MINUTES = 60;
const MIN_MINUTES = 5;
/** Enough for a sentence that an owner understands the next morning. */
const MIN_REASON_LENGTH = 20;
const MAX_REASON_LENGTH = 500;

/** Not those that could make standing rights out of an hour: an owner's and an admin's. */
const emergencyRoles = [...staffRoles].filter((role) => !permissionsOf(role).some((name) => name === 'roles.write'));

export const BreakGlassBody = z.strictObject({
  role: z.enum(emergencyRoles as [Role, ...Role[]]),
  stores: z.union([z.literal('all'), z.array(z.uuid()).min(1).max(MAX_GRANT_STORES)]),
  minutes: z.int().min(MIN_MINUTES).max(MAX_MINUTES),
  reason: z.string().trim().min(MIN_REASON_LENGTH).max(MAX_REASON_LENGTH),
});
export type BreakGlass = z.input<typeof BreakGlassBody>;

/** Of `owners_to_tell()`: the address is sealed. */
interface OwnerRow {
  id: string;
  email: string;
  language: string;
}

/**
 * Takes a role in an emergency, for an hour at most and with a reason. Every owner is written to in the same transaction, so
 * it never happens in silence; it ends by itself. Throws `forbidden` outside one's own stores, and for whoever may do it only by
 * a role that was taken so.
 */
export async function breakGlass(ctx: Context, input: BreakGlass): Promise<ChangedGrantView> {
  requirePermission(ctx, 'roles.break_glass');
  const { role, stores, minutes, reason } = parseInput(BreakGlassBody, input);
  for (const storeId of stores === 'all' ? [] : stores) requirePermission(ctx, 'roles.break_glass', { storeId });
  const { actor } = ctx;
  if (actor.kind !== 'person') throw new AppError('forbidden', 'Only somebody with an account can take a role.');
  const now = ctx.clock.now();
  if (stores === 'all' && reachOf(actor, 'roles.break_glass', now.getTime())?.kind !== 'all') {
    throw new AppError('forbidden', 'You may take a role in your own stores only.');
  }
  const expiresAt = new Date(now.getTime() + minutes * 60_000).toISOString();
  const grant: NewGrant = { role, scope: stores, limits: {}, expiresAt };
  const { personId } = actor;
  const id = ctx.ids.next();
  const row = grantFact(ctx, grant, { id, personId, grantedBy: describeActor(actor), kind: 'break_glass', reason });
  const announcements = await announce(ctx, { grantId: id, personId, role, minutes, reason });
  const audit = auditFact(ctx, {
    action: 'grants.break_glass',
    subject: personId,
    reason,
    after: { grantId: id, ...grant },
  });
  const record = await write(ctx, [
    demand(hasStandingRight(personId, stores, now)),
    ...writeFacts([row, audit, ...announcements]),
    selectGrants(sql`g.id = ${id}`),
  ]);
  // The old token does not have the role yet: its refresh does.
  return { ...grantView(record), inForceEverywhere: await revokeTokens(ctx, [{ kind: 'person', personId }]) };
}

async function write(ctx: Permitted, statements: readonly SQL[]): Promise<GrantRecord> {
  try {
    const [record] = (await ctx.db.batch<GrantRecord>(statements)).at(-1) ?? [];
    if (record === undefined) throw new Error('The grant that was just written is not there');
    return record;
  } catch (error) {
    if (wasRefused(error))
      throw new AppError('forbidden', 'A role that was itself taken in an emergency gives no other.');
    throw error;
  }
}

const rolesForEmergencies = roles.filter((role) => permissionsOf(role).includes('roles.break_glass'));

/** Whether somebody may take roles there by what they were given to keep: else every hour would give the next one. */
function hasStandingRight(personId: string, stores: BreakGlass['stores'], now: Date): SQL {
  const held = sql`select from ${roleGrants} g left join ${customRoles} r on r.id = g.custom_role_id
    where g.person_id = ${personId} and g.kind = 'standing' and g.revoked_at is null and r.archived_at is null
      and (g.expires_at is null or g.expires_at > ${now.toISOString()}::timestamptz)
      and (g.role = any(${`{${rolesForEmergencies.join(',')}}`}::text[]) or 'roles.break_glass' = any(r.permissions))`;
  if (stores === 'all') return sql`exists (${held} and g.scope = 'all')`;
  return sql`not exists (select from unnest(${`{${stores.join(',')}}`}::uuid[]) as store(id)
    where not exists (${held} and (g.scope = 'all' or store.id = any(g.store_ids))))`;
}

interface Taken {
  grantId: string;
  personId: string;
  role: Role;
  minutes: number;
  reason: string;
}

async function announce(ctx: Permitted, taken: Taken): Promise<Fact[]> {
  const owners = await ctx.db.query<OwnerRow & { taker_name: string | null }>(sql`
    select o.id, o.email, o.language, (select name from ${people} where id = ${taken.personId}) as taker_name
    from owners_to_tell() o`);
  if (owners.length === 0) throw new AppError('conflict', 'Nobody would be told: the company has no owner.');
  return Promise.all(
    owners.map(async ({ id, email, language, taker_name }) => {
      const name = taker_name === null ? taken.personId : await ctx.personal.open('people.name', taker_name);
      return messageFact(ctx, {
        purpose: 'break_glass',
        subjectId: `${taken.grantId}/${id}`,
        recipient: await ctx.personal.open('people.email', email),
        language,
        content: breakGlassLetter({ ...taken, name, language }, ctx.shop),
      });
    }),
  );
}
