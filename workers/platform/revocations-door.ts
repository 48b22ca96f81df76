/** What every isolate must stop trusting: one object for the company. */

export type Revocation =
  | { kind: 'session'; sessionId: string }
  /** Tokens of this person that were issued before now: signed out everywhere, or their grants have changed. */
  | { kind: 'person'; personId: string }
  | { kind: 'key'; keyId: string };

/** An entry matters until every token that it concerns has run out. */
export interface RevokedEntry {
  /** `session:<id>`, `person:<id>`, `key:<id>` */
  subject: string;
  /** Tokens issued at or before it are worthless; epoch milliseconds. */
  beforeMs: number;
  /** By then every such token has run out anyway. */
  untilMs: number;
}

export interface RevokedSince {
  /** What to ask with next. */
  version: number;
  /** The version asked with is unknown: this begins the whole list. */
  isWhole: boolean;
  /** Ask again at once. */
  hasMore: boolean;
  entries: RevokedEntry[];
}

export interface RevocationsDoor {
  revoke(revocations: readonly Revocation[]): Promise<void>;
  /** What came after a version, a page of it; 0 asks for everything. */
  since(version: number): Promise<RevokedSince>;
}
