export { endRate, setRate } from './admin/rates.ts';
export {
  ChangeSlotBody,
  ChangeZoneBody,
  CreateSlotBody,
  CreateZoneBody,
  ListDeliveryQuery,
  SetRateBody,
  SlotListView,
  SlotView,
  TriedDeliveryView,
  TryDeliveryQuery,
  ZoneListView,
  ZoneView,
} from './admin/schemas.ts';
export { changeSlot, createSlot, endSlot, listSlots } from './admin/slots.ts';
export { tryDelivery } from './admin/try-delivery.ts';
export { changeZone, createZone, endZone, listZones } from './admin/zones.ts';
export type { Parcel } from './delivery-fee.ts';
export { SlotName } from './fields.ts';
export { maxFeePaise } from './limits.ts';
export { listOpenSlots, type OpenSlot } from './list-open-slots.ts';
export { type TariffRow, tariffOf } from './read-tariff.ts';
export { reserveSlot } from './reserve-slot.ts';
export {
  estimateFee,
  type ResolvedDelivery,
  resolveDelivery,
  servedZone,
  tariffBeforeZones,
} from './resolve-delivery.ts';
export { slotName } from './slot-rows.ts';
export { sweepDelivery } from './sweep-delivery.ts';
