import { type SQL, sql } from 'drizzle-orm';
import { auditHeads, auditLinks, auditLog } from '#db/schema/platform';
import type { Permitted } from '#platform/context';
import type { AuditHead, AuditRowText } from './chain.ts';
import { type AuditFinding, ChainWalk } from './chain-walk.ts';

export interface AuditReport {
  links: number;
  chains: number;
  /** The first break of each broken chain; empty: everything is whole. */
  findings: AuditFinding[];
  heads: AuditHead[];
}

/** Some two megabytes of rows: quick to read, and little to hold. */
const PAGE = 2_000;
/** Rows without a link are named one by one up to here; more of them tell nothing new. */
const MAX_UNLINKED = 100;

interface LinkRow {
  chain: string;
  position: number;
  audit_id: string;
  previous_hash: string;
  hash: string;
  row: AuditRowText | null;
}

/**
 * Checks every chain of the audit log from its first kept link to its head. For whoever owns the database: requests cannot
 * read the chains. An owner who also makes all hashes anew from a change onwards is seen only by heads that were noted elsewhere.
 */
export async function verifyAudit({ db }: Pick<Permitted, 'db'>): Promise<AuditReport> {
  const heads = await db.query<AuditHead>(sql`select scope, to_char(day, 'YYYY-MM-DD') as day, position, hash,
    base_hash as "baseHash" from ${auditHeads} order by scope`);
  const walk = new ChainWalk(heads);
  let place: Pick<LinkRow, 'chain' | 'position'> | undefined;
  for (;;) {
    const rows: LinkRow[] = await db.query<LinkRow>(linkPage(place));
    for (const { audit_id: auditId, previous_hash: previousHash, ...link } of rows) {
      await walk.step({ ...link, auditId, previousHash });
    }
    place = rows.at(-1);
    if (rows.length < PAGE || place === undefined) break;
  }
  for (const { id, scope } of await db.query<{ id: string; scope: string }>(unlinked)) walk.foundUnlinked(scope, id);
  return { findings: walk.end(), links: walk.links, chains: walk.chains, heads };
}

/** Every value as Postgres writes it: the hash is over these texts. */
const rowTexts = sql`case when l.id is null then null else json_build_object('id', l.id::text,
  'at', to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'actor', l.actor, 'action', l.action,
  'subject', l.subject, 'storeId', l.store_id::text, 'requestId', l.request_id, 'reason', l.reason,
  'secondFactorAgeSeconds', l.second_factor_age_seconds::text, 'facts', l.facts::text, 'before', l.before::text,
  'after', l.after::text) end`;

const linkPage = (after: Pick<LinkRow, 'chain' | 'position'> | undefined): SQL => sql`
  select k.chain, k.position, k.audit_id, k.previous_hash, k.hash, ${rowTexts} as row
  from ${auditLinks} k left join ${auditLog} l on l.id = k.audit_id
  ${after === undefined ? sql`` : sql`where (k.chain, k.position) > (${after.chain}, ${after.position}::integer)`}
  order by k.chain, k.position limit ${PAGE}`;

const unlinked = sql`select l.id, coalesce(l.store_id::text, 'company') as scope from ${auditLog} l
  where not exists (select 1 from ${auditLinks} k where k.audit_id = l.id) order by l.at, l.id limit ${MAX_UNLINKED}`;
