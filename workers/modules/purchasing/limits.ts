/** More than any order or delivery has of one variant; keeps the sums of a store inside 32 bits. */
export const maxQuantity = 1_000_000;
/** What one transaction and one call of a store's object carry with ease. Longer ones come as several. */
export const maxLines = 500;
/** Ten lakh rupees for a piece: far above any pack, far below a slip of the keyboard. */
export const maxCostPaise = 100_000_000;
/** A crore of rupees of freight, insurance or duty. */
export const maxChargePaise = 1_000_000_000;
/** A hundred crore: far above any order, and what an approval may be left out for at most. */
export const maxOrderPaise = 100_000_000_000;
export const maxDays = 730;
export const maxBatchNumberLength = 40;
export const maxCodeLength = 60;
export const maxReasonLength = 300;
/** The whole of a bill, in hundredths of a percent. */
export const wholeBasisPoints = 10_000;
