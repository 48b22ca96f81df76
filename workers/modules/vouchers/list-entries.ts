import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { valueEntries } from '#db/schema/vouchers';
import { MoneyView } from '#modules/catalog';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { inr } from '#platform/money';
import { parseInput } from '#platform/parse-input';

export const ListEntriesSchema = z.strictObject({ limit: LimitParameter, cursor: CursorParameter });
const ListEntriesInput = ListEntriesSchema.extend({ voucherId: z.uuid() });

const EntryView = z
  .object({
    sequence: z.int(),
    kind: z.enum(['credit', 'capture']),
    amount: MoneyView.meta({ description: 'Negative for what was taken' }),
    balance: MoneyView,
    reference: z.string(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'VoucherEntry' });
export const EntryListView = z
  .object({ data: z.array(EntryView), nextCursor: z.string().nullable() })
  .meta({ id: 'VoucherEntryList' });

interface EntryRow {
  sequence: number;
  kind: 'credit' | 'capture';
  amount_paise: number;
  balance_paise: number;
  reference: string;
  at: string;
}

/** What was paid into an account and taken from it, the newest first. */
export async function listVoucherEntries(
  ctx: Context,
  input: z.input<typeof ListEntriesInput>,
): Promise<z.infer<typeof EntryListView>> {
  requirePermission(ctx, 'vouchers.read');
  const { voucherId, limit, cursor } = parseInput(ListEntriesInput, input);
  const before = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.int()]))[0];
  const rows = await ctx.db.query<EntryRow>(
    sql`select sequence, kind, amount_paise, balance_paise, reference, at from ${valueEntries}
      where account_id = ${voucherId}::uuid and (${before}::int is null or sequence < ${before}::int)
      order by sequence desc limit ${limit + 1}`,
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map(({ amount_paise, balance_paise, at, ...row }) => ({
      ...row,
      amount: inr(amount_paise),
      balance: inr(balance_paise),
      at: new Date(at).toISOString(),
    })),
    nextCursor: last === undefined ? null : encodeCursor([last.sequence]),
  };
}
