import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { deliveryRates, deliveryZones } from '#db/schema/delivery';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { demand, wasRefused } from '#platform/exactly-one';
import { fact, writeFacts } from '#platform/facts';
import { invalidInput, parseInput } from '#platform/parse-input';
import { SetRateBody, type ZoneView } from './schemas.ts';
import { changedMeanwhile, findZone } from './zone-rows.ts';

const ZoneId = z.uuid('Must be an id as this API gives them');
const EndRate = z.strictObject({ zoneId: ZoneId, method: z.enum(['standard', 'express']) });

/**
 * Sets what a zone asks for from a time on; the rate before it ends there. Throws `not_found`, `conflict` for a zone that has
 * ended, and `invalid_input` for a time that has passed: what was billed stays true.
 */
export async function setRate(
  ctx: Context,
  { zoneId, ...body }: { zoneId: string } & z.input<typeof SetRateBody>,
): Promise<ZoneView> {
  requirePermission(ctx, 'delivery.write');
  const rate = parseInput(SetRateBody, body);
  const before = await findZone(ctx, parseInput(z.object({ zoneId: ZoneId }), { zoneId }).zoneId);
  const now = ctx.clock.now().toISOString();
  const validFrom = rate.validFrom === undefined ? now : new Date(rate.validFrom).toISOString();
  if (validFrom < now) throw invalidInput([{ path: 'validFrom', message: 'Has passed already' }]);
  const row = { ...rate, id: ctx.ids.next(), zoneId, validFrom, validUntil: null };
  const audit = auditFact(ctx, {
    action: 'delivery.set_rate',
    subject: zoneId,
    before: before.rates.filter(({ method, validUntil }) => method === rate.method && validUntil === null),
    after: row,
  });
  try {
    await ctx.db.batch([
      demand(sql`exists (select from (select valid_until from ${deliveryZones} where id = ${zoneId}::uuid for update) z
        where z.valid_until is null)`),
      // One that was to begin later than this one never does.
      sql`update ${deliveryRates} set valid_until = greatest(valid_from, ${validFrom}::timestamptz)
        where zone_id = ${zoneId}::uuid and method = ${rate.method}
          and (valid_until is null or valid_until > ${validFrom}::timestamptz)`,
      ...writeFacts([fact(deliveryRates, { ...row, createdBy: describeActor(ctx.actor) }), audit]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw changedMeanwhile();
    throw error;
  }
  return findZone(ctx, zoneId);
}

/** From now on a zone has no such way of delivery. Throws `not_found`, and `conflict` where it has none already. */
export async function endRate(ctx: Context, input: z.input<typeof EndRate>): Promise<ZoneView> {
  requirePermission(ctx, 'delivery.write');
  const { zoneId, method } = parseInput(EndRate, input);
  const before = await findZone(ctx, zoneId);
  const at = ctx.clock.now().toISOString();
  try {
    await ctx.db.batch([
      demand(sql`exists (select from ${deliveryRates} where zone_id = ${zoneId}::uuid and method = ${method}
        and (valid_until is null or valid_until > ${at}::timestamptz))`),
      sql`update ${deliveryRates} set valid_until = greatest(valid_from, ${at}::timestamptz)
        where zone_id = ${zoneId}::uuid and method = ${method} and (valid_until is null or valid_until > ${at}::timestamptz)`,
      ...writeFacts([
        auditFact(ctx, {
          action: 'delivery.end_rate',
          subject: zoneId,
          before: before.rates,
          after: { method, endedAt: at },
        }),
      ]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw changedMeanwhile();
    throw error;
  }
  return findZone(ctx, zoneId);
}
