import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { coupons } from '#db/schema/pricing';

/** Codes of one request: a mailing's worth; more are made in several. */
const MAX_GENERATED = 1_000;
const MAX_USES = 1_000_000;

export const Code = z
  .string('Must be text')
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9-]{3,40}$/, 'Must be 3 to 40 letters, digits or hyphens');

const limits = {
  totalLimit: z
    .int()
    .min(1)
    .max(MAX_USES)
    .nullable()
    .default(null)
    .meta({ description: 'Uses in all; null: no limit' }),
  perPersonLimit: z.int().min(1).max(MAX_USES).nullable().default(1).meta({ description: 'Uses by one person' }),
  validUntil: z.iso.datetime().nullable().default(null).meta({ description: 'Null: as long as the promotion' }),
};

export const CreateCouponsBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('named'), code: Code, ...limits }),
  z.strictObject({
    kind: z.literal('generated'),
    count: z.int().min(1).max(MAX_GENERATED),
    prefix: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z0-9-]{0,12}$/, 'At most 12 letters, digits or hyphens')
      .default(''),
    ...limits,
    totalLimit: limits.totalLimit.default(1),
  }),
]);

export const CouponView = z
  .strictObject({
    code: z.string(),
    promotionId: z.uuid(),
    totalLimit: z.int().nullable(),
    perPersonLimit: z.int().nullable(),
    validUntil: z.iso.datetime().nullable(),
    disabledAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Coupon' });
export type CouponView = z.infer<typeof CouponView>;

export interface CouponRow {
  code: string;
  promotion_id: string;
  total_limit: number | null;
  per_person_limit: number | null;
  valid_until: string | null;
  disabled_at: string | null;
  batch_key: string;
  created_at: string;
}

export const selectCoupons = (condition: SQL): SQL => sql`select code, promotion_id, total_limit, per_person_limit,
  valid_until, disabled_at, batch_key, created_at from ${coupons} where ${condition}`;

const instantOrNull = (text: string | null) => (text === null ? null : new Date(text).toISOString());

export const couponView = (row: CouponRow): CouponView => ({
  code: row.code,
  promotionId: row.promotion_id,
  totalLimit: row.total_limit,
  perPersonLimit: row.per_person_limit,
  validUntil: instantOrNull(row.valid_until),
  disabledAt: instantOrNull(row.disabled_at),
  createdAt: new Date(row.created_at).toISOString(),
});
