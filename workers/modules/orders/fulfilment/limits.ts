/** An order has at most so many lines: a hundred items, each split over some batches. */
export const maxOrderLines = 1_000;
/** What a courier takes from one counter at once. */
export const maxParcels = 50;
/** The heaviest parcel that carriers take without a pallet. */
export const maxParcelGrams = 70_000;
/** A remark, not a letter. */
export const maxNoteLength = 500;
/** A store has more variants than a request has room for: longer lists come as several. */
export const maxShelfPlaces = 2_000;
/** As long as an address in a warehouse gets. */
export const maxPlaceLength = 30;
export const maxCarrierLength = 40;
export const maxTrackingLength = 60;
export const maxBatchNumberLength = 40;
