import { type SQL, sql } from 'drizzle-orm';
import { people } from '#db/schema/people';
import { auditFact } from '#platform/audit';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { demand, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import type { Erased } from '#platform/identity-door';
import type { Revocation } from '#platform/revocations-door';
import { erasureMarkers, erasureStatements } from './erasure-statements.ts';

/** What erasing works with: records above row-level security, because what is to go lies behind many policies. */
export type ErasureContext = Pick<Permitted, 'actor' | 'clock' | 'ids' | 'requestId' | 'db' | 'personal'> & {
  objects: Pick<Permitted['objects'], 'revocations'>;
};

interface Found {
  status: 'active' | 'suspended' | 'erased';
  erased_at: string | null;
  email_index: string | null;
  is_owner: boolean;
  key_ids: string[];
}

/**
 * Erases a person: `of` brings the statements for the account's own rows. All of it is one transaction, so a crash leaves
 * everything or nothing, and repeating it changes nothing. Tokens are revoked before it, so that none works in between, and
 * after it for sessions that were opened meanwhile; their rows are gone, so nothing can renew them.
 *
 * It asks for no permission: the verbs in front of it do. Throws `not_found`, and `conflict` for an owner of the company.
 */
export async function erasePerson(
  ctx: ErasureContext,
  personId: string,
  reason: string | null,
  of: (personId: string) => readonly SQL[],
): Promise<Erased> {
  const found = await find(ctx, personId);
  if (found.status === 'erased') return { personId, erasedAt: instantOf(found.erased_at) };
  if (found.is_owner) throw new AppError('conflict', 'An owner is not erased. Take the role of owner away first.');
  const revocations: Revocation[] = [
    { kind: 'person', personId },
    ...found.key_ids.map((keyId): Revocation => ({ kind: 'key', keyId })),
  ];
  await ctx.objects.revocations().revoke(revocations);
  const erasedAt = ctx.clock.now().toISOString();
  const markers = await erasureMarkers(ctx.personal);
  const isFirst = await write(ctx, [
    demand(isStanding(personId)),
    ...erasureStatements({ personId, emailIndex: found.email_index, erasedAt }, markers),
    ...of(personId),
    ...writeFacts([auditFact(ctx, { action: 'people.erase', subject: personId, reason })]),
  ]);
  if (!isFirst) return { personId, erasedAt: instantOf((await find(ctx, personId)).erased_at) };
  await ctx.objects.revocations().revoke(revocations);
  return { personId, erasedAt };
}

/** Locks the person: of two who erase in the same moment the second finds it done. */
const isStanding = (personId: string): SQL =>
  sql`exists (select from (select status from ${people} where id = ${personId}::uuid for update) locked
    where status <> 'erased')`;

/** Whether it was written; false where somebody else was faster. */
async function write(ctx: ErasureContext, statements: readonly SQL[]): Promise<boolean> {
  try {
    await ctx.db.batch(statements);
    return true;
  } catch (error) {
    if (wasRefused(error)) return false;
    throw error;
  }
}

async function find(ctx: ErasureContext, personId: string): Promise<Found> {
  const [found] = await ctx.db.query<Found>(sql`select status, erased_at, email_index,
      exists (select from role_grants g where g.person_id = p.id and g.role = 'owner' and g.revoked_at is null
        and (g.expires_at is null or g.expires_at > ${ctx.clock.now().toISOString()}::timestamptz)) as is_owner,
      (select coalesce(json_agg(k.id), '[]') from api_keys k where k.owner_id = p.id and k.revoked_at is null) as key_ids
    from ${people} p where p.id = ${personId}::uuid`);
  if (found === undefined) throw new AppError('not_found', 'There is no such person.');
  return found;
}

const instantOf = (text: string | null): string => new Date(text ?? 0).toISOString();
