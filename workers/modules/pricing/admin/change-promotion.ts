import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { promotions } from '#db/schema/pricing';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { invalidInput, parseInput } from '#platform/parse-input';
import { faultsOf } from './check-promotion.ts';
import {
  ChangePromotionBody,
  type PromotionRow,
  type PromotionView,
  promotionView,
  selectPromotions,
} from './promotion-schema.ts';

const ChangePromotionInput = ChangePromotionBody.extend({ promotionId: z.uuid() });

export async function findPromotion(ctx: Permitted, promotionId: string): Promise<PromotionView> {
  const [row] = await ctx.db.query<PromotionRow>(selectPromotions(sql`id = ${promotionId}::uuid`));
  if (row === undefined) throw new AppError('not_found', 'There is no such promotion.');
  return promotionView(row);
}

/** Writes a promotion as it shall be, if nobody has changed it since it was read. */
export async function savePromotion(
  ctx: Permitted,
  before: PromotionView,
  after: PromotionView,
  action: string,
): Promise<PromotionView> {
  const saved = { ...after, version: before.version + 1 };
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${promotions} set label = ${saved.label}, benefit = ${JSON.stringify(saved.benefit)}::jsonb,
        scope = ${JSON.stringify(saved.scope)}::jsonb, stacking_group = ${saved.stackingGroup}, priority = ${saved.priority},
        is_exclusive = ${saved.isExclusive}, valid_from = ${saved.validFrom}::timestamptz,
        valid_until = ${saved.validUntil}::timestamptz, version = ${saved.version}
        where id = ${saved.id}::uuid and version = ${before.version}`),
      ...writeFacts([auditFact(ctx, { action, subject: saved.id, before, after: saved })]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('conflict', 'Somebody else has changed it. Read it again.');
    throw error;
  }
  return saved;
}

/**
 * Changes a promotion; carts that are quoted already keep it as it was for ten minutes. Throws `not_found`, `conflict` for a
 * version that is not the newest, and `invalid_input`.
 */
export async function changePromotion(
  ctx: Context,
  input: z.input<typeof ChangePromotionInput>,
): Promise<PromotionView> {
  requirePermission(ctx, 'pricing.write');
  const { promotionId, version, ...change } = parseInput(ChangePromotionInput, input);
  const before = await findPromotion(ctx, promotionId);
  if (before.version !== version) throw new AppError('conflict', 'Somebody else has changed it. Read it again.');
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const after: PromotionView = { ...before, ...given, validFrom: change.validFrom ?? before.validFrom };
  const faults = faultsOf(after);
  if (faults.length > 0) throw invalidInput(faults);
  return savePromotion(ctx, before, after, 'pricing.change_promotion');
}
