import { sql } from 'drizzle-orm';
import { stockReasons } from '#db/schema/stock-documents';
import { type Actor, describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';

export type ReasonRow = typeof stockReasons.$inferSelect;

/** A reason of the company that is in use. Throws `invalid_input` through `onMissing`. */
export async function readReason({ db }: Pick<Permitted, 'db'>, code: string): Promise<ReasonRow | undefined> {
  const [reason] = await db.query<ReasonRow>(sql`select code, label, kind, from_states as "fromStates",
      to_state as "toState", approval_above_paise as "approvalAbovePaise", is_active as "isActive"
    from ${stockReasons} where code = ${code} and is_active`);
  return reason;
}

/** Whoever it is, whichever app they use: `person:<id>`. */
const whoIs = (described: string): string => described.split(' ', 1)[0] ?? described;

/**
 * Asks that somebody with inventory.approve who had no hand in it decides. Throws `forbidden`; `doers` are as `describeActor`
 * writes them.
 */
export function requireSecondPerson(ctx: Permitted, storeId: string, doers: readonly string[]): void {
  requirePermission(ctx, 'inventory.approve', { storeId });
  if (isOneOf(ctx.actor, doers)) {
    throw new AppError('forbidden', 'Above this value somebody else than who did it must approve.');
  }
}

const isOneOf = (actor: Actor, doers: readonly string[]): boolean =>
  doers.some((doer) => whoIs(doer) === whoIs(describeActor(actor)));
