/** Every cart carries its store's tariff with its prices: these keep it under some 30 KB. */
export const maxZonesPerStore = 20;
export const maxAreasPerZone = 50;
export const maxWeightSteps = 20;
/** Four hours each, around the clock, in each of three ways. */
export const maxSlotsPerStore = 126;
/** Beyond it nobody knows who will be at work. */
export const slotDaysAhead = 10;
/** A fee above it is a slip of the hand. */
export const maxFeePaise = 10_000_000;
export const maxWeightGrams = 100_000;
export const maxPromiseDays = 60;
export const maxSlotCapacity = 10_000;
/** A week: who must know earlier than that agrees by telephone. */
export const maxCutOffMinutes = 10_080;
