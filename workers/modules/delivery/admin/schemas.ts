import * as z from 'zod';
import { deliveryMethods } from '#platform/delivery-terms';
import { CursorParameter, LimitParameter } from '#platform/http/cursor';
import {
  maxAreasPerZone,
  maxCutOffMinutes,
  maxFeePaise,
  maxPromiseDays,
  maxSlotCapacity,
  maxWeightGrams,
  maxWeightSteps,
} from '../limits.ts';

const MAX_NAME_LENGTH = 80;
/** A sentence or two. */
const MAX_REFUSAL_LENGTH = 200;

const Id = z.uuid('Must be an id as this API gives them');
const Instant = z.iso.datetime();
const PostalCode = z.string().regex(/^[1-9][0-9]{5}$/, 'Must be a PIN of six digits');
const Time = z.string().regex(/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/, 'Must be a time such as 09:30');

const AreaSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('postal_range'), from: PostalCode, to: PostalCode })
    .refine(({ from, to }) => from <= to, { path: ['to'], message: 'Lies before the first one' }),
  z.strictObject({
    kind: z.literal('postal_prefix'),
    prefix: z.string().regex(/^[1-9][0-9]{0,5}$/, 'Must be the first one to six digits of a PIN'),
  }),
  z.strictObject({ kind: z.literal('state'), stateCode: z.string().regex(/^[0-9]{2}$/, 'Must be a GST state code') }),
  z.strictObject({ kind: z.literal('everywhere') }),
]);

const ZoneFields = {
  name: z.string().trim().min(1).max(MAX_NAME_LENGTH),
  areas: z.array(AreaSchema).min(1).max(maxAreasPerZone),
  refusal: z
    .string()
    .trim()
    .min(1)
    .max(MAX_REFUSAL_LENGTH)
    .nullable()
    .meta({ description: 'Why nothing is delivered there, for buyers to read; null: it is' }),
};

export const CreateZoneBody = z.strictObject({
  ...ZoneFields,
  refusal: ZoneFields.refusal.default(null),
  storeId: Id.nullable().default(null).meta({ description: 'Null: for every store' }),
});
export const ChangeZoneBody = z.strictObject({
  name: ZoneFields.name.optional(),
  areas: ZoneFields.areas.optional(),
  refusal: ZoneFields.refusal.optional(),
  version: z.int().min(1).meta({ description: 'The one that was read: of two who change it only one does' }),
});

const StepSchema = z.strictObject({
  upToGrams: z.int().min(1).max(maxWeightGrams).nullable().meta({ description: 'Null: however heavy' }),
  feePaise: z.int().min(0).max(maxFeePaise),
});
const isAscending = (steps: readonly { upToGrams: number | null }[]): boolean =>
  steps.every(({ upToGrams }, at) => at === 0 || (steps[at - 1]?.upToGrams ?? Infinity) < (upToGrams ?? Infinity));

export const SetRateBody = z
  .strictObject({
    method: z.enum(['standard', 'express']),
    steps: z
      .array(StepSchema)
      .min(1)
      .max(maxWeightSteps)
      .refine(isAscending, 'The lighter ones come first, and only the last may be without end'),
    freeFromPaise: z.int().min(0).max(maxFeePaise).nullable().default(null),
    minDays: z.int().min(0).max(maxPromiseDays),
    maxDays: z.int().min(0).max(maxPromiseDays),
    validFrom: Instant.optional().meta({ description: 'Now, or a time to come' }),
  })
  .refine(({ minDays, maxDays }) => minDays <= maxDays, { path: ['maxDays'], message: 'Is less than minDays' });

export const CreateSlotBody = z
  .strictObject({
    storeId: Id,
    method: z.enum(deliveryMethods),
    zoneId: Id.nullable().default(null),
    weekday: z.int().min(1).max(7).meta({ description: '1 is Monday' }),
    from: Time,
    to: Time,
    cutOffMinutes: z.int().min(0).max(maxCutOffMinutes),
    capacity: z.int().min(1).max(maxSlotCapacity),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'Must lie after its beginning' })
  .refine(({ method, zoneId }) => method !== 'pickup' || zoneId === null, {
    path: ['zoneId'],
    message: 'Pickup is in the store, in no zone',
  });
export const ChangeSlotBody = z.strictObject({
  capacity: z
    .int()
    .min(0)
    .max(maxSlotCapacity)
    .optional()
    .meta({ description: '0 closes it; whoever has a place keeps it' }),
  cutOffMinutes: z.int().min(0).max(maxCutOffMinutes).optional(),
  version: z.int().min(1),
});

export const RateView = z
  .strictObject({
    id: Id,
    zoneId: Id,
    method: z.enum(['standard', 'express']),
    steps: z.array(StepSchema),
    freeFromPaise: z.int().nullable(),
    minDays: z.int(),
    maxDays: z.int(),
    validFrom: Instant,
    validUntil: Instant.nullable(),
  })
  .meta({ id: 'DeliveryRate' });
export const ZoneView = z
  .strictObject({
    id: Id,
    storeId: Id.nullable(),
    name: z.string(),
    areas: z.array(AreaSchema),
    refusal: z.string().nullable(),
    validFrom: Instant,
    validUntil: Instant.nullable(),
    version: z.int(),
    rates: z.array(RateView),
  })
  .meta({ id: 'DeliveryZone' });
export const SlotView = z
  .strictObject({
    id: Id,
    storeId: Id,
    method: z.enum(deliveryMethods),
    zoneId: Id.nullable(),
    weekday: z.int(),
    from: z.string(),
    to: z.string(),
    cutOffMinutes: z.int(),
    capacity: z.int(),
    validFrom: Instant,
    validUntil: Instant.nullable(),
    version: z.int(),
  })
  .meta({ id: 'DeliverySlot' });
export type RateView = z.infer<typeof RateView>;
export type ZoneView = z.infer<typeof ZoneView>;
export type SlotView = z.infer<typeof SlotView>;

export const ListDeliveryQuery = z.strictObject({
  storeId: Id.optional().meta({ description: 'What counts in this store, the company’s own included' }),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const ZoneListView = z
  .strictObject({ data: z.array(ZoneView), nextCursor: z.string().nullable() })
  .meta({ id: 'DeliveryZoneList' });
export const SlotListView = z
  .strictObject({ data: z.array(SlotView), nextCursor: z.string().nullable() })
  .meta({ id: 'DeliverySlotList' });

export const TryDeliveryQuery = z.strictObject({
  storeId: Id,
  postalCode: PostalCode,
  stateCode: z
    .string()
    .regex(/^[0-9]{2}$/, 'Must be a GST state code')
    .optional(),
  subtotalPaise: z.coerce.number().int().min(1).max(1_000_000_000).default(1),
  weightGrams: z.coerce.number().int().min(0).max(maxWeightGrams).default(0),
});
export const TriedDeliveryView = z
  .strictObject({
    zone: z.strictObject({ id: Id, name: z.string(), refusal: z.string().nullable() }).nullable(),
    methods: z.array(
      z.strictObject({
        method: z.enum(deliveryMethods),
        rateId: Id.nullable(),
        feePaise: z.int().nullable(),
        refusal: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'TriedDelivery' });
