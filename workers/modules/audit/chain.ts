/** A row of the audit log as texts, just as Postgres writes them: times in UTC with microseconds, JSON as it is kept. */
export interface AuditRowText {
  id: string;
  at: string;
  actor: string;
  action: string;
  subject: string;
  storeId: string | null;
  requestId: string;
  reason: string | null;
  secondFactorAgeSeconds: string | null;
  facts: string;
  before: string | null;
  after: string | null;
}

export interface AuditLink {
  /** `<store or company>/<day>` */
  chain: string;
  position: number;
  auditId: string;
  previousHash: string;
  hash: string;
  /** Null: the log has no such row. */
  row: AuditRowText | null;
}

/** The end of a store's chains, and what their oldest kept link carries on from. */
export interface AuditHead {
  scope: string;
  day: string;
  position: number;
  hash: string;
  baseHash: string;
}

export const GENESIS_HASH = '0'.repeat(64);

export const chainName = (scope: string, day: string): string => `${scope}/${day}`;
export const scopeOf = (chain: string): string => chain.slice(0, chain.lastIndexOf('/'));

const encoder = new TextEncoder();

/** Its length in bytes stands before a part, so that no two rows give the same text. */
const part = (value: string | null): string => (value === null ? '-' : `${encoder.encode(value).byteLength}:${value}`);

/** The hash of a link: of what it carries on from, its place and its row. Postgres makes the same in `audit_hash`. */
export async function linkHash(
  { chain, position, previousHash }: Pick<AuditLink, 'chain' | 'position' | 'previousHash'>,
  row: AuditRowText,
): Promise<string> {
  const place = [previousHash, chain, String(position)];
  const deed = [row.id, row.at, row.actor, row.action, row.subject, row.storeId, row.requestId, row.reason];
  const more = [row.secondFactorAgeSeconds, row.facts, row.before, row.after];
  const parts = [...place, ...deed, ...more];
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(parts.map(part).join('')));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
