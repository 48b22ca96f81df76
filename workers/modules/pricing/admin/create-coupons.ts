import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { coupons } from '#db/schema/pricing';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { fact } from '#platform/facts';
import { hashSecret, newSecret } from '#platform/ids';
import { invalidInput, parseInput } from '#platform/parse-input';
import { findPromotion } from './change-promotion.ts';
import { codesFor } from './coupon-codes.ts';
import { type CouponRow, CouponView, CreateCouponsBody, couponView, selectCoupons } from './coupon-schema.ts';

const CreateCouponsInput = z.strictObject({
  promotionId: z.uuid(),
  idempotencyKey: z.string().min(1).max(255),
  coupons: CreateCouponsBody,
});

export const CreatedCouponsView = z.object({ data: z.array(CouponView) }).meta({ id: 'CreatedCoupons' });

/** What a request with this key made before, if it did. */
async function madeBefore(ctx: Permitted, batchKey: string): Promise<CouponView[]> {
  const rows = await ctx.db.query<CouponRow>(sql`${selectCoupons(sql`batch_key = ${batchKey}`)} order by code`);
  return rows.map(couponView);
}

/**
 * Makes one coupon of a name, or many that nobody guesses, once per key: a repetition answers what was made. Throws
 * `not_found` for the promotion, `conflict` for a code that is taken or a promotion that needs none, `idempotency_mismatch`.
 */
export async function createCoupons(
  ctx: Context,
  input: z.input<typeof CreateCouponsInput>,
): Promise<z.infer<typeof CreatedCouponsView>> {
  requirePermission(ctx, 'pricing.write');
  const { promotionId, idempotencyKey, coupons: wish } = parseInput(CreateCouponsInput, input);
  const promotion = await findPromotion(ctx, promotionId);
  if (!promotion.needsCode) {
    throw new AppError('conflict', 'Everybody gets this promotion. Make one that needs a code.');
  }
  if (wish.validUntil !== null && Date.parse(wish.validUntil) <= ctx.clock.now().getTime()) {
    throw invalidInput([{ path: 'validUntil', message: 'Lies in the past' }]);
  }
  const createdBy = describeActor(ctx.actor);
  const batchKey = await hashSecret(`${createdBy} ${promotionId} ${idempotencyKey}`);
  const codes = wish.kind === 'named' ? [wish.code] : await codesFor(newSecret('codes'), wish.prefix, wish.count);
  const createdAt = ctx.clock.now().toISOString();
  const { totalLimit, perPersonLimit, validUntil } = wish;
  const rows = codes.map((code) =>
    fact(coupons, {
      code,
      promotionId,
      totalLimit,
      perPersonLimit,
      validUntil,
      disabledAt: null,
      batchKey,
      createdBy,
      createdAt,
    }),
  );
  const audit = auditFact(ctx, {
    action: 'pricing.create_coupons',
    subject: promotionId,
    after: {
      count: codes.length,
      ...(wish.kind === 'named' && { code: wish.code }),
      totalLimit,
      perPersonLimit,
      validUntil,
    },
  });
  // The lock makes two requests with one key take turns: the second finds what the first has made and adds nothing.
  await ctx.db.batch([
    sql`select pg_advisory_xact_lock(hashtextextended(${batchKey}, 0))`,
    sql`with wanted as (select * from jsonb_populate_recordset(null::coupons, ${JSON.stringify(rows.map(({ row }) => row))}::jsonb)),
      made as (insert into coupons select * from wanted
        where not exists (select 1 from coupons c where c.batch_key = ${batchKey}) on conflict do nothing returning code)
      insert into audit_log select a.* from jsonb_populate_record(null::audit_log, ${JSON.stringify(audit.row)}::jsonb) a
      where exists (select 1 from made)`,
  ]);
  const made = await madeBefore(ctx, batchKey);
  if (made.length === 0)
    throw new AppError('conflict', 'This code is taken.', { errors: [{ path: 'code', message: 'Is taken' }] });
  const isSame =
    wish.kind === 'named'
      ? made[0]?.code === wish.code && made.length === 1
      : made.length === wish.count && made.every(({ code }) => code.startsWith(wish.prefix));
  if (!isSame) throw new AppError('idempotency_mismatch', 'This Idempotency-Key made other coupons before.');
  return { data: made };
}
