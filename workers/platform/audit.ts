import { auditLog } from '#db/schema/platform';
import { describeActor } from './access/actor.ts';
import type { Context } from './context.ts';
import { type Fact, fact } from './facts.ts';

export interface AuditEntry {
  action: string;
  subject: string;
  storeId?: string | null;
  /** What changed, without personal data. */
  facts?: unknown;
  /** Why, in the words of whoever did it. */
  reason?: string | null;
  /** The record as it was and as it is, personal data masked; left out where there was none. */
  before?: unknown;
  after?: unknown;
}

/** How old the second factor was by which it was done, in whole seconds; null where none was shown. */
function secondFactorAgeSeconds({ actor, clock }: Pick<Context, 'actor' | 'clock'>): number | null {
  if (actor.kind !== 'person' || actor.secondFactorAtMs === null) return null;
  return Math.max(0, Math.floor((clock.now().getTime() - actor.secondFactorAtMs) / 1000));
}

/** The row that says who did it: written in the same transaction as the deed, or the deed fails. */
export function auditFact(ctx: Pick<Context, 'actor' | 'clock' | 'ids' | 'requestId'>, entry: AuditEntry): Fact {
  return fact(auditLog, {
    id: ctx.ids.next(),
    at: ctx.clock.now().toISOString(),
    actor: describeActor(ctx.actor),
    action: entry.action,
    subject: entry.subject,
    storeId: entry.storeId ?? null,
    requestId: ctx.requestId,
    reason: entry.reason ?? null,
    secondFactorAgeSeconds: secondFactorAgeSeconds(ctx),
    facts: entry.facts ?? {},
    before: entry.before ?? null,
    after: entry.after ?? null,
    chain: '',
    position: 0,
    previousHash: '',
    hash: '',
  });
}
