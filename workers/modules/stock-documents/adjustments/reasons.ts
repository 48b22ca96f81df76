import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { stockReasons } from '#db/schema/stock-documents';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { writeFacts } from '#platform/facts';
import { invalidInput, parseInput } from '#platform/parse-input';
import { type ReasonListView, type ReasonView, SetReasonSchema } from './adjustment-schemas.ts';

const columns = sql`code, label, kind, from_states as "fromStates", to_state as "toState",
  approval_above_paise as "approvalAbovePaise", is_active as "isActive"`;

/** Every reason of the company; there are tens of them, so there are no pages. */
export async function listReasons(ctx: Context): Promise<z.infer<typeof ReasonListView>> {
  requirePermission(ctx, 'inventory.read');
  const data = await ctx.db.query<z.infer<typeof ReasonView>>(
    sql`select ${columns} from ${stockReasons} order by code`,
  );
  return { data };
}

/** Changes a reason and its limit, or adds one, for the whole company. What was booked by it stays as it is. */
export async function setReason(
  ctx: Context,
  input: z.input<typeof SetReasonSchema>,
): Promise<z.infer<typeof ReasonView>> {
  requirePermission(ctx, 'inventory.repair');
  const reason = parseInput(SetReasonSchema, input);
  const { code, label, kind, fromStates, toState, approvalAbovePaise, isActive } = reason;
  if (kind !== 'count' && fromStates.length === 0 && toState === null) {
    throw invalidInput([{ path: 'toState', message: 'From nowhere to nowhere: it would do nothing' }]);
  }
  const [before] = await ctx.db.query(sql`select ${columns} from ${stockReasons} where code = ${code}`);
  await ctx.db.batch([
    sql`insert into ${stockReasons} values (${code}, ${label}, ${kind}, ${sql.param(fromStates)}::text[], ${toState},
        ${approvalAbovePaise}, ${isActive})
      on conflict (code) do update set label = excluded.label, kind = excluded.kind, from_states = excluded.from_states,
        to_state = excluded.to_state, approval_above_paise = excluded.approval_above_paise, is_active = excluded.is_active`,
    ...writeFacts([
      auditFact(ctx, { action: 'inventory.reason.set', subject: code, before: before ?? null, after: reason }),
    ]),
  ]);
  return reason;
}
