import { sql } from 'drizzle-orm';
import { auditHeads, auditLinks } from '#db/schema/platform';
import type { AuditReport } from '#modules/audit';
import type { Database } from '../../db/client.ts';

/** By store: the link that was the last when the audit log was last found whole. */
export type NotedHeads = Record<string, { day: string; position: number; hash: string }>;

export const notedHeadsOf = (heads: AuditReport['heads']): NotedHeads =>
  Object.fromEntries(heads.map(({ scope, day, position, hash }) => [scope, { day, position, hash }]));

/** Noted links that are no longer what they were: somebody with all rights made their chains anew. Links let go on purpose are none. */
export async function vanishedHeads(db: Database, noted: NotedHeads): Promise<AuditReport['findings']> {
  const wanted = Object.entries(noted).map(([scope, { day, position, hash }]) => ({
    scope,
    chain: `${scope}/${day}`,
    position,
    hash,
  }));
  const rows = await db.query<{ chain: string; position: number }>(sql`
    select w.chain, w.position from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      as w(scope text, chain text, position integer, hash text)
    where not exists (select 1 from ${auditLinks} k where k.chain = w.chain and k.position = w.position and k.hash = w.hash)
      and not exists (select 1 from ${auditHeads} h where h.scope = w.scope and h.base_hash = w.hash)`);
  return rows.map(({ chain, position }) => ({
    chain,
    position,
    auditId: null,
    what: 'changed',
    detail: 'It is not the link that was noted here the last time.',
  }));
}
