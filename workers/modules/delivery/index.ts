export { chooseZone } from './choose-zone.ts';
export { deliveryFee, type Parcel } from './delivery-fee.ts';
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
