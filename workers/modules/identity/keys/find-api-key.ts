import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { apiKeys, people } from '#db/schema/people';
import type { KeyActor } from '#platform/access/actor';
import { grantOf, narrowGrants } from '#platform/access/grants';
import { claimsOf, type GrantRow, grantsInForce } from '../grant-rows.ts';
import { knownPermissions } from '../grants/grant-view.ts';
import type { KeyView } from './key-view.ts';

/** Its last use is shown to the minute: one write a request would cost more than the request. */
const LAST_USE_SECONDS = 60;

export interface FoundKey {
  /** The key as it asks for permissions: its owner's grants, narrowed to what it was lent. */
  actor: KeyActor;
  plan: KeyView['plan'];
  /** Origins whose pages may use it; empty: programs only. */
  corsOrigins: string[];
  /** Epoch milliseconds. */
  expiresAtMs: number;
}

interface KeyRow {
  id: string;
  owner_id: string;
  permissions: string[];
  cors_origins: string[];
  plan: KeyView['plan'];
  expires_at_ms: number;
  grants: GrantRow[];
}

/**
 * Who a key speaks for, by the hash of the key (`hashSecret`); undefined for one that is unknown, revoked or has run out, and
 * for one of somebody who is suspended or erased. One statement, which also notes the use, at most once a minute. The
 * database must not be scoped: nobody is known yet.
 */
export async function findApiKey(db: Database, keyHash: string, now: Date): Promise<FoundKey | undefined> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const [row] = await db.query<KeyRow>(sql`with used as (
      update ${apiKeys} set last_used_at = ${at}
      where key_hash = ${keyHash} and revoked_at is null and expires_at > ${at}
        and (last_used_at is null or last_used_at < ${at} - make_interval(secs => ${LAST_USE_SECONDS})))
    select k.id, k.owner_id, k.permissions, k.cors_origins, k.plan,
      floor(extract(epoch from k.expires_at) * 1000)::bigint as expires_at_ms, ${grantsInForce(sql`k.owner_id`, now)} as grants
    from ${apiKeys} k join ${people} p on p.id = k.owner_id
    where k.key_hash = ${keyHash} and k.revoked_at is null and k.expires_at > ${at} and p.status = 'active'`);
  if (row === undefined) return undefined;
  const lent = new Set(knownPermissions(row.permissions));
  const grants = narrowGrants(claimsOf(row.grants).map(grantOf), lent);
  return {
    actor: { kind: 'key', keyId: row.id, ownerId: row.owner_id, grants },
    plan: row.plan,
    corsOrigins: row.cors_origins,
    expiresAtMs: row.expires_at_ms,
  };
}
