import { auditLog } from '#db/schema/platform';
import { type Actor, describeActor } from './access/actor.ts';
import type { Context } from './context.ts';
import { type Fact, fact } from './facts.ts';
import { maskPersonal } from './mask-personal.ts';

export interface AuditEntry {
  action: string;
  subject: string;
  storeId?: string | null;
  /** In the words of whoever did it, where the verb asks for it. */
  reason?: string | null;
  /** The record as it was and as it is; personal fields are masked here. Left out where there was or is none. */
  before?: unknown;
  after?: unknown;
  /** What else there is to know; personal fields are masked here. */
  facts?: unknown;
}

/** The row that says who did it: written in the same transaction as the deed, or the deed fails. */
export function auditFact(ctx: Pick<Context, 'actor' | 'clock' | 'ids' | 'requestId'>, entry: AuditEntry): Fact {
  const now = ctx.clock.now();
  return fact(auditLog, {
    id: ctx.ids.next(),
    at: now.toISOString(),
    actor: describeActor(ctx.actor),
    action: entry.action,
    subject: entry.subject,
    storeId: entry.storeId ?? null,
    requestId: ctx.requestId,
    reason: entry.reason ?? null,
    secondFactorAgeSeconds: secondFactorAgeSeconds(ctx.actor, now.getTime()),
    facts: maskPersonal(entry.facts ?? {}),
    before: maskPersonal(entry.before ?? null),
    after: maskPersonal(entry.after ?? null),
  });
}

/** How long ago somebody showed a second factor in this session; null: never, or nobody who could. */
function secondFactorAgeSeconds(actor: Actor, nowMs: number): number | null {
  if (actor.kind !== 'person' || actor.secondFactorAtMs === null) return null;
  return Math.max(0, Math.floor((nowMs - actor.secondFactorAtMs) / 1000));
}
