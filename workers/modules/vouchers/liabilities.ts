import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { valueAccounts, valueEntries } from '#db/schema/vouchers';
import { MoneyView } from '#modules/catalog';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { inr } from '#platform/money';
import { VoucherKinds } from './schemas.ts';

export const LiabilitiesView = z
  .object({
    data: z.array(
      z.object({
        kind: VoucherKinds,
        accounts: z.int(),
        /** What we owe: balances above zero. */
        owed: MoneyView,
        /** What is owed to us: balances below zero, of dealers. */
        receivable: MoneyView,
        /** Of `owed`: what can no longer be used. */
        expired: MoneyView,
      }),
    ),
    asOf: z.iso.datetime(),
  })
  .meta({ id: 'VoucherLiabilities' });

interface KindRow {
  kind: z.infer<typeof VoucherKinds>;
  accounts: number;
  owed: number;
  receivable: number;
  expired: number;
}

/** What the company owes on gift cards and store credit, and what dealers owe it, by the entries that were written so far. */
export async function readLiabilities(ctx: Context): Promise<z.infer<typeof LiabilitiesView>> {
  requirePermission(ctx, 'vouchers.read');
  const asOf = ctx.clock.now().toISOString();
  const rows = await ctx.db.query<KindRow>(
    sql`select kind, count(*)::int as accounts, sum(greatest(balance, 0))::bigint as owed,
        sum(greatest(-balance, 0))::bigint as receivable,
        coalesce(sum(greatest(balance, 0)) filter (where expires_at <= ${asOf}::timestamptz), 0)::bigint as expired
      from (select a.kind, a.expires_at, coalesce(sum(e.amount_paise), 0) as balance from ${valueAccounts} a
        left join ${valueEntries} e on e.account_id = a.id group by a.id) as each
      group by kind order by kind`,
  );
  const data = rows.map(({ kind, accounts, owed, receivable, expired }) => ({
    kind,
    accounts,
    owed: inr(owed),
    receivable: inr(receivable),
    expired: inr(expired),
  }));
  return { data, asOf };
}
