import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { promotions } from '#db/schema/pricing';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { demand, wasRefused } from '#platform/exactly-one';
import { fact, writeFacts } from '#platform/facts';
import { invalidInput, parseInput } from '#platform/parse-input';
import { faultsOf } from './check-promotion.ts';
import { CreatePromotionBody, type PromotionView } from './promotion-schema.ts';

/** Every change of a cart reads and weighs all that need no code. */
const MAX_OPEN_PROMOTIONS = 200;

/** Brings a promotion into being. Throws `invalid_input` for what does not make sense, `conflict` when too many are open. */
export async function createPromotion(
  ctx: Context,
  input: z.input<typeof CreatePromotionBody>,
): Promise<PromotionView> {
  requirePermission(ctx, 'pricing.write');
  const body = parseInput(CreatePromotionBody, input);
  const now = ctx.clock.now().toISOString();
  const validFrom = body.validFrom ?? now;
  const faults = faultsOf({ ...body, validFrom });
  if (faults.length > 0) throw invalidInput(faults);
  const id = ctx.ids.next();
  const row = {
    ...body,
    id,
    validFrom,
    isSample: false,
    version: 1,
    createdBy: describeActor(ctx.actor),
    createdAt: now,
  };
  const isRoom = sql`(select count(*) from promotions where not needs_code
    and (valid_until is null or valid_until > ${now}::timestamptz)) < ${MAX_OPEN_PROMOTIONS}`;
  try {
    await ctx.db.batch([
      ...(body.needsCode ? [] : [demand(isRoom)]),
      ...writeFacts([
        fact(promotions, row),
        auditFact(ctx, { action: 'pricing.create_promotion', subject: id, after: row }),
      ]),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    throw new AppError(
      'conflict',
      `At most ${MAX_OPEN_PROMOTIONS} promotions without a code may be open. End one first.`,
    );
  }
  return row;
}
