import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { purchasingRules } from '#db/schema/suppliers';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { Days, DiscountBasisPoints } from '../fields.ts';
import { maxDays, maxOrderPaise } from '../limits.ts';

const SomeDays = z.int().min(1).max(maxDays);

export const PurchasingRules = z
  .strictObject({
    approvalAbovePaise: z.int().min(0).max(maxOrderPaise).meta({ description: 'An order above it is approved first' }),
    overReceiptBasisPoints: DiscountBasisPoints.meta({
      description: 'Of the ordered quantity, that may come too much',
    }),
    minimumLifeDays: Days.meta({ description: 'Goods must be sellable so long yet when they come' }),
    reviewPeriodDays: SomeDays.meta({ description: 'How often it is ordered' }),
    safetyDays: Days.meta({ description: 'Days of demand in reserve' }),
    demandWindowDays: SomeDays.meta({ description: 'Days of sales that the demand is taken from' }),
  })
  .meta({ id: 'PurchasingRules' });
export type PurchasingRules = z.infer<typeof PurchasingRules>;

/** The limits in force for a store (an SQL expression): its own, or the company's. */
export const selectRules = (storeId: SQL): SQL => sql`select approval_above_paise as "approvalAbovePaise",
    over_receipt_basis_points as "overReceiptBasisPoints", minimum_life_days as "minimumLifeDays",
    review_period_days as "reviewPeriodDays", safety_days as "safetyDays", demand_window_days as "demandWindowDays"
  from ${purchasingRules} where store_id = ${storeId} or store_id is null order by store_id nulls last limit 1`;

const StoreSchema = z.strictObject({ storeId: z.uuid() });

/** The limits of purchasing in a store: its own, or the company's. */
export async function getPurchasingRules(ctx: Context, input: z.input<typeof StoreSchema>): Promise<PurchasingRules> {
  const { storeId } = parseInput(StoreSchema, input);
  requirePermission(ctx, 'purchasing.read', { storeId });
  const [rules] = await ctx.db.query<PurchasingRules>(selectRules(sql`${storeId}::uuid`));
  if (rules === undefined) throw new AppError('not_found', 'No limits of purchasing are set.');
  return rules;
}

const SetRulesSchema = PurchasingRules.extend({ storeId: z.uuid() });

/** Sets the limits of one store; they hold for what is ordered and received from now on. */
export async function setPurchasingRules(
  ctx: Context,
  input: z.input<typeof SetRulesSchema>,
): Promise<PurchasingRules> {
  requirePermission(ctx, 'suppliers.write');
  const { storeId, ...rules } = parseInput(SetRulesSchema, input);
  const [before] = await ctx.db.query<PurchasingRules>(selectRules(sql`${storeId}::uuid`));
  const [written] = await ctx.db.batch<{ id: string }>([
    sql`insert into ${purchasingRules} (id, store_id, approval_above_paise, over_receipt_basis_points, minimum_life_days,
        review_period_days, safety_days, demand_window_days)
      select ${ctx.ids.next()}::uuid, s.id, ${rules.approvalAbovePaise}::bigint, ${rules.overReceiptBasisPoints}::int,
        ${rules.minimumLifeDays}::int, ${rules.reviewPeriodDays}::int, ${rules.safetyDays}::int, ${rules.demandWindowDays}::int
      from stores s where s.id = ${storeId}
      on conflict (store_id) do update set approval_above_paise = excluded.approval_above_paise,
        over_receipt_basis_points = excluded.over_receipt_basis_points, minimum_life_days = excluded.minimum_life_days,
        review_period_days = excluded.review_period_days, safety_days = excluded.safety_days,
        demand_window_days = excluded.demand_window_days
      returning id`,
    ...writeFacts([
      auditFact(ctx, {
        action: 'purchasing.set_rules',
        subject: storeId,
        storeId,
        before: before ?? null,
        after: rules,
      }),
    ]),
  ]);
  if (written?.length === 0) throw new AppError('not_found', 'There is no such store.');
  return rules;
}
