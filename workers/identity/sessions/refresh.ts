import { type SQL, sql } from 'drizzle-orm';
import { refreshTokens, sessions } from '#db/schema/identity';
import { people } from '#db/schema/people';
import type { Permission } from '#platform/access/permission-table';
import { AppError } from '#platform/errors';
import { ACCESS_SECONDS, REFRESH_GRACE_SECONDS, type Tokens } from '#platform/identity-door';
import { hashSecret, newSecret } from '#platform/ids';
import { parseInput } from '#platform/parse-input';
import type { IdentityContext } from '../identity-context.ts';
import { RefreshSchema } from '../schemas.ts';
import { signAccessToken } from '../tokens/access-token.ts';
import { endForReuse } from './end-for-reuse.ts';
import { ABSOLUTE_MS, refreshUntil, SLIDING_MS } from './session-life.ts';

/** A spent token that comes back within so long ends its session; an older one is only refused. */
const REMEMBERED_MS = 7 * 86_400_000;
/** More than one for each that is written, so that tokens of sessions long over are gone by and by. */
const SWEEP_SIZE = 5;

interface SessionRow {
  session_id: string;
  person_id: string;
  created_at: string;
  second_factor_at: string | null;
}

/**
 * Takes a refresh token and gives its successor: one statement decides who of many gets it. Throws `conflict` for the others
 * within the grace; later the token was copied, and its session ends (`unauthenticated`).
 * An app's token is good only in that app's hands, and one of a person's own session in no app's.
 */
export async function refresh(
  ctx: IdentityContext,
  input: { refreshToken: string },
  lentTo: { clientId: string; permissions: readonly Permission[] } | null,
): Promise<Tokens> {
  const { refreshToken } = parseInput(RefreshSchema, input);
  const now = ctx.clock.now();
  const successor = newSecret('ref');
  const [hash, successorHash] = await Promise.all([hashSecret(refreshToken), hashSecret(successor)]);
  const [session] = await ctx.db.query<SessionRow>(takeToken(hash, successorHash, now, lentTo?.clientId ?? null));
  if (session === undefined) return refuse(ctx, hash, now, lentTo?.clientId ?? null);
  const { session_id, person_id, created_at, second_factor_at } = session;
  const secondFactorAt = second_factor_at === null ? null : new Date(second_factor_at);
  const refreshMs = refreshUntil(new Date(created_at), now).getTime() - now.getTime();
  return {
    accessToken: await signAccessToken(ctx, {
      personId: person_id,
      sessionId: session_id,
      secondFactorAt,
      ...(lentTo && { lentTo }),
    }),
    expiresInSeconds: ACCESS_SECONDS,
    refreshToken: successor,
    refreshExpiresInSeconds: Math.floor(refreshMs / 1000),
  };
}

/** Answers the session, once: who comes second waits for the row and then finds it used. */
function takeToken(hash: string, successorHash: string, now: Date, clientId: string | null): SQL {
  const at = sql`${now.toISOString()}::timestamptz`;
  return sql`with won as (
      update ${refreshTokens} t set used_at = ${at}, successor = ${successorHash}
      from ${sessions} s join ${people} p on p.id = s.person_id
      where t.hash = ${hash} and t.used_at is null and t.expires_at > ${at}
        and s.id = t.session_id and s.ended_at is null and p.status = 'active'
        and s.client_id is not distinct from ${clientId}::text
      returning s.id as session_id, s.person_id, s.created_at, s.second_factor_at
    ), given as (
      insert into ${refreshTokens} (hash, session_id, issued_at, expires_at)
      select ${successorHash}, session_id, ${at}, least(${at} + ${SLIDING_MS} * interval '1 millisecond',
        created_at + ${ABSOLUTE_MS} * interval '1 millisecond') from won
    ), touched as (
      update ${sessions} s set last_used_at = ${at} from won where s.id = won.session_id
    ), forgotten as (
      delete from ${refreshTokens} t using won
      where t.session_id = won.session_id and t.used_at < ${at} - ${REMEMBERED_MS} * interval '1 millisecond'
    ), swept as (
      delete from ${refreshTokens} where hash in (
        select hash from ${refreshTokens} where expires_at < ${at} limit ${SWEEP_SIZE} for update skip locked)
    ) select * from won`;
}

interface SpentRow {
  session_id: string;
  person_id: string;
  used_at: string | null;
  ended_at: string | null;
}

/** Why a token was not taken: somebody was faster, somebody copied it, or it is simply over. */
async function refuse(ctx: IdentityContext, hash: string, now: Date, clientId: string | null): Promise<never> {
  const [row] = await ctx.db.query<SpentRow>(sql`select t.session_id, s.person_id, t.used_at, s.ended_at
    from ${refreshTokens} t join ${sessions} s on s.id = t.session_id where t.hash = ${hash}
      and s.client_id is not distinct from ${clientId}::text`);
  if (row?.used_at != null && row.ended_at === null) {
    const ageMs = now.getTime() - new Date(row.used_at).getTime();
    if (ageMs <= REFRESH_GRACE_SECONDS * 1000) {
      throw new AppError('conflict', 'This was renewed a moment ago. Use what was given then.');
    }
    await endForReuse(ctx, { personId: row.person_id, sessionId: row.session_id });
  }
  throw new AppError('unauthenticated', 'This session has ended. Sign in again.');
}
