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
    reason: null,
    secondFactorAgeSeconds: null,
    facts: entry.facts ?? {},
    before: null,
    after: null,
    chain: '',
    position: 0,
    previousHash: '',
    hash: '',
  });
}
