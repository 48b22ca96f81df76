import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { deliveryZones } from '#db/schema/delivery';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { demand, exactlyOne, wasRefused } from '#platform/exactly-one';
import { fact, writeFacts } from '#platform/facts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { maxZonesPerStore } from '../limits.ts';
import { requireStore } from './require-store.ts';
import { ChangeZoneBody, CreateZoneBody, ListDeliveryQuery, type ZoneListView, type ZoneView } from './schemas.ts';
import { changedMeanwhile, findZone, selectZones, type ZoneRow, zoneView } from './zone-rows.ts';

const ZoneId = z.strictObject({ zoneId: z.uuid('Must be an id as this API gives them') });
const ChangeZone = ChangeZoneBody.extend(ZoneId.shape);

/** Zones with their rates, those that have ended too, in the order in which they were made. */
export async function listZones(
  ctx: Context,
  input: z.input<typeof ListDeliveryQuery>,
): Promise<z.infer<typeof ZoneListView>> {
  requirePermission(ctx, 'delivery.write');
  const { storeId, limit, cursor } = parseInput(ListDeliveryQuery, input);
  const [after] = cursor === undefined ? [null] : decodeCursor(cursor, z.tuple([z.uuid()]));
  const ofStore = storeId === undefined ? sql`true` : sql`(z.store_id = ${storeId}::uuid or z.store_id is null)`;
  const rows = await ctx.db.query<ZoneRow>(
    sql`${selectZones(sql`${ofStore} and (${after}::uuid is null or z.id > ${after}::uuid)`)} order by z.id limit ${limit + 1}`,
  );
  const shown = rows.slice(0, limit).map(zoneView);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { data: shown, nextCursor: last === undefined ? null : encodeCursor([last.id]) };
}

/** A new zone. It counts once it has a rate or says why nothing is delivered there. Throws `conflict` when there are too many. */
export async function createZone(ctx: Context, input: z.input<typeof CreateZoneBody>): Promise<ZoneView> {
  requirePermission(ctx, 'delivery.write');
  const body = parseInput(CreateZoneBody, input);
  if (body.storeId !== null) await requireStore(ctx, body.storeId);
  const now = ctx.clock.now().toISOString();
  const row = { ...body, id: ctx.ids.next(), validFrom: now, validUntil: null, version: 1 };
  const isRoom = sql`(select count(*) from ${deliveryZones} z where z.store_id is not distinct from ${body.storeId}::uuid
    and (z.valid_until is null or z.valid_until > ${now}::timestamptz)) < ${maxZonesPerStore}`;
  const audit = auditFact(ctx, { action: 'delivery.create_zone', subject: row.id, after: row });
  try {
    await ctx.db.batch([
      demand(isRoom),
      ...writeFacts([fact(deliveryZones, { ...row, createdBy: describeActor(ctx.actor) }), audit]),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    throw new AppError('conflict', `At most ${maxZonesPerStore} zones may be open. End one first.`);
  }
  return { ...row, rates: [] };
}

/** Changes a zone; carts that are quoted already keep it as it was for ten minutes. Throws `not_found` and `conflict`. */
export async function changeZone(ctx: Context, input: z.input<typeof ChangeZone>): Promise<ZoneView> {
  requirePermission(ctx, 'delivery.write');
  const { zoneId, version, ...change } = parseInput(ChangeZone, input);
  const before = await findZone(ctx, zoneId);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const after: ZoneView = { ...before, ...given, version: version + 1 };
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${deliveryZones} set name = ${after.name}, areas = ${JSON.stringify(after.areas)}::jsonb,
        refusal = ${after.refusal}, version = ${after.version}
        where id = ${zoneId}::uuid and version = ${version} and valid_until is null`),
      ...writeFacts([auditFact(ctx, { action: 'delivery.change_zone', subject: zoneId, before, after })]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw changedMeanwhile();
    throw error;
  }
  return after;
}

/** Ends a zone now; one that has ended stays as it is. */
export async function endZone(ctx: Context, input: z.input<typeof ZoneId>): Promise<ZoneView> {
  requirePermission(ctx, 'delivery.write');
  const { zoneId } = parseInput(ZoneId, input);
  const before = await findZone(ctx, zoneId);
  if (before.validUntil !== null) return before;
  const validUntil = ctx.clock.now().toISOString();
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${deliveryZones} set valid_until = ${validUntil}::timestamptz, version = version + 1
        where id = ${zoneId}::uuid and version = ${before.version} and valid_until is null`),
      ...writeFacts([auditFact(ctx, { action: 'delivery.end_zone', subject: zoneId, before, after: { validUntil } })]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw changedMeanwhile();
    throw error;
  }
  return { ...before, validUntil, version: before.version + 1 };
}
