import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { deliverySlots } from '#db/schema/delivery';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { demand, exactlyOne, wasRefused } from '#platform/exactly-one';
import { fact, writeFacts } from '#platform/facts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor';
import { invalidInput, parseInput } from '#platform/parse-input';
import { maxSlotsPerStore } from '../limits.ts';
import { requireStore } from './require-store.ts';
import { ChangeSlotBody, CreateSlotBody, ListDeliveryQuery, type SlotListView, type SlotView } from './schemas.ts';
import { changedMeanwhile, findZone } from './zone-rows.ts';

const SlotId = z.strictObject({ slotId: z.uuid('Must be an id as this API gives them') });
const ChangeSlot = ChangeSlotBody.extend(SlotId.shape);

const selectSlots = (condition: SQL): SQL => sql`select id, store_id as "storeId", method, zone_id as "zoneId", weekday,
    from_time as "from", to_time as "to", cut_off_minutes as "cutOffMinutes", capacity, valid_from as "validFrom",
    valid_until as "validUntil", version from ${deliverySlots} where ${condition}`;

const slotView = (row: SlotView): SlotView => ({
  ...row,
  validFrom: new Date(row.validFrom).toISOString(),
  validUntil: row.validUntil === null ? null : new Date(row.validUntil).toISOString(),
});

async function findSlot(ctx: Permitted, slotId: string): Promise<SlotView> {
  const [row] = await ctx.db.query<SlotView>(selectSlots(sql`id = ${slotId}::uuid`));
  if (row === undefined) throw new AppError('not_found', 'There is no such slot.');
  return slotView(row);
}

/** Slots, those that have ended too, in the order in which they were made. */
export async function listSlots(
  ctx: Context,
  input: z.input<typeof ListDeliveryQuery>,
): Promise<z.infer<typeof SlotListView>> {
  requirePermission(ctx, 'delivery.write');
  const { storeId, limit, cursor } = parseInput(ListDeliveryQuery, input);
  const [after] = cursor === undefined ? [null] : decodeCursor(cursor, z.tuple([z.uuid()]));
  const ofStore = storeId === undefined ? sql`true` : sql`store_id = ${storeId}::uuid`;
  const rows = await ctx.db.query<SlotView>(
    sql`${selectSlots(sql`${ofStore} and (${after}::uuid is null or id > ${after}::uuid)`)} order by id limit ${limit + 1}`,
  );
  const shown = rows.slice(0, limit).map(slotView);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { data: shown, nextCursor: last === undefined ? null : encodeCursor([last.id]) };
}

/** A new slot, from now on. Throws `invalid_input` for a store or zone that is not there, `conflict` when there are too many. */
export async function createSlot(ctx: Context, input: z.input<typeof CreateSlotBody>): Promise<SlotView> {
  requirePermission(ctx, 'delivery.write');
  const body = parseInput(CreateSlotBody, input);
  await requireStore(ctx, body.storeId);
  if (body.zoneId !== null) await requireZoneOf(ctx, body.zoneId, body.storeId);
  const now = ctx.clock.now().toISOString();
  const row = { ...body, id: ctx.ids.next(), validFrom: now, validUntil: null, version: 1 };
  const { from: fromTime, to: toTime, ...columns } = row;
  const isRoom = sql`(select count(*) from ${deliverySlots} where store_id = ${body.storeId}::uuid
    and (valid_until is null or valid_until > ${now}::timestamptz)) < ${maxSlotsPerStore}`;
  const audit = auditFact(ctx, { action: 'delivery.create_slot', subject: row.id, storeId: body.storeId, after: row });
  try {
    await ctx.db.batch([
      demand(isRoom),
      ...writeFacts([
        fact(deliverySlots, { ...columns, fromTime, toTime, createdBy: describeActor(ctx.actor) }),
        audit,
      ]),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    throw new AppError('conflict', `A store has at most ${maxSlotsPerStore} slots a week. End one first.`);
  }
  return row;
}

async function requireZoneOf(ctx: Permitted, zoneId: string, storeId: string): Promise<void> {
  const zone = await findZone(ctx, zoneId);
  if (zone.storeId === null || zone.storeId === storeId) return;
  throw invalidInput([{ path: 'zoneId', message: 'Is a zone of another store' }]);
}

/** Changes how many fit into a slot and until when it is chosen; whoever has a place keeps it. */
export async function changeSlot(ctx: Context, input: z.input<typeof ChangeSlot>): Promise<SlotView> {
  requirePermission(ctx, 'delivery.write');
  const { slotId, version, capacity, cutOffMinutes } = parseInput(ChangeSlot, input);
  const before = await findSlot(ctx, slotId);
  const after: SlotView = {
    ...before,
    capacity: capacity ?? before.capacity,
    cutOffMinutes: cutOffMinutes ?? before.cutOffMinutes,
    version: version + 1,
  };
  return saveSlot(ctx, 'delivery.change_slot', { ...before, version }, after);
}

/** Ends a slot now; whoever has a place keeps it. One that has ended stays as it is. */
export async function endSlot(ctx: Context, input: z.input<typeof SlotId>): Promise<SlotView> {
  requirePermission(ctx, 'delivery.write');
  const before = await findSlot(ctx, parseInput(SlotId, input).slotId);
  if (before.validUntil !== null) return before;
  const after = { ...before, validUntil: ctx.clock.now().toISOString(), version: before.version + 1 };
  return saveSlot(ctx, 'delivery.end_slot', before, after);
}

async function saveSlot(ctx: Permitted, action: string, before: SlotView, after: SlotView): Promise<SlotView> {
  const { id, storeId } = before;
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${deliverySlots} set capacity = ${after.capacity}, cut_off_minutes = ${after.cutOffMinutes},
        valid_until = ${after.validUntil}::timestamptz, version = ${after.version}
        where id = ${id}::uuid and version = ${before.version} and valid_until is null`),
      ...writeFacts([auditFact(ctx, { action, subject: id, storeId, before, after })]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw changedMeanwhile();
    throw error;
  }
  return after;
}
