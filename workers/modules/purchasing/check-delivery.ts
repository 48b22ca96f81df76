import type { FieldError } from '#platform/errors';
import { daysAfter } from './calendar-days.ts';

/** A line of a delivery as it was counted. */
export interface DeliveredLine {
  variantId: string;
  batchNumber: string;
  madeOn: string;
  expiresOn: string | null;
  mrpPaise: number;
  acceptedQuantity: number;
  rejectedQuantity: number;
  freeQuantity: number;
}

/** A batch that stands in the records under a number. */
export interface KnownBatch {
  id: string;
  variantId: string;
  number: string;
  expiresOn: string | null;
  mrpPaise: number;
}

/** What whoever receives has looked at and wants all the same. */
export interface Acceptance {
  /** A batch number that stands with another expiry or MRP becomes a second batch. */
  secondBatch: boolean;
  shortDated: boolean;
  /** More than ordered and tolerated: besides this it takes the permission to approve. */
  over: boolean;
}

export interface Deviation extends FieldError {
  kind: keyof Acceptance | 'expired';
}

interface Ordered {
  variantId: string;
  quantity: number;
  receivedQuantity: number;
}

const WHOLE = 10_000;

const isSamePack = (a: { expiresOn: string | null; mrpPaise: number }, b: typeof a): boolean =>
  a.expiresOn === b.expiresOn && a.mrpPaise === b.mrpPaise;

/** The batch that a line belongs to: number, expiry and MRP as they are printed. Undefined: there is none yet. */
export const batchOfLine = (line: DeliveredLine, known: readonly KnownBatch[]): KnownBatch | undefined =>
  known.find(
    (batch) => batch.variantId === line.variantId && batch.number === line.batchNumber && isSamePack(batch, line),
  );

/** A batch number that stands already with another expiry or MRP, in the records or further up in the delivery. */
export function wrongBatches(lines: readonly DeliveredLine[], known: readonly KnownBatch[]): Deviation[] {
  return lines.flatMap((line, at) => {
    if (batchOfLine(line, known) !== undefined) return [];
    const earlier = lines.slice(0, at).map((other) => ({ ...other, number: other.batchNumber }));
    const other = [...known, ...earlier].find(
      (batch) => batch.variantId === line.variantId && batch.number === line.batchNumber && !isSamePack(batch, line),
    );
    if (other === undefined) return [];
    const stands = `expiry ${other.expiresOn ?? 'none'}, MRP ${other.mrpPaise} paise`;
    const message = `This batch number stands with ${stands}. Look at the pack again, or accept it as a second batch`;
    return [{ kind: 'secondBatch' as const, path: `lines.${at}.batchNumber`, message }];
  });
}

/** Goods for the shelf that are expired on `day` (the store's), or that have fewer days to live than the rule asks for. */
export function badDates(lines: readonly DeliveredLine[], day: string, minimumLifeDays: number): Deviation[] {
  return lines.flatMap((line, at): Deviation[] => {
    const path = `lines.${at}.expiresOn`;
    if (line.expiresOn === null || line.acceptedQuantity + line.freeQuantity === 0) return [];
    if (line.expiresOn < day) return [{ kind: 'expired', path, message: 'Expired: it can only be rejected' }];
    if (line.expiresOn >= daysAfter(day, minimumLifeDays)) return [];
    const message = `Expires within ${minimumLifeDays} days: reject it, or accept it as short-dated`;
    return [{ kind: 'shortDated', path, message }];
  });
}

/** More accepted than was ordered, has not come yet and is tolerated (hundredths of a percent of the order, rounded down). */
export function overDeliveries(
  lines: readonly DeliveredLine[],
  ordered: readonly Ordered[],
  overReceiptBasisPoints: number,
): Deviation[] {
  const taken = new Map<string, number>();
  return lines.flatMap((line, at): Deviation[] => {
    const order = ordered.find(({ variantId }) => variantId === line.variantId);
    if (order === undefined) return [];
    const sum = (taken.get(line.variantId) ?? 0) + line.acceptedQuantity;
    taken.set(line.variantId, sum);
    const tolerated = order.quantity + Math.floor((order.quantity * overReceiptBasisPoints) / WHOLE);
    const open = Math.max(0, tolerated - order.receivedQuantity);
    if (sum <= open || line.acceptedQuantity === 0) return [];
    const message = `${sum} came, ${open} were still expected (tolerance included): reject the rest, or have it approved`;
    return [{ kind: 'over', path: `lines.${at}.acceptedQuantity`, message }];
  });
}

/** What stands against a delivery after what was accepted: nothing of it is received until this is empty. */
export const refusedDeviations = (deviations: readonly Deviation[], accepted: Acceptance): Deviation[] =>
  deviations.filter(({ kind }) => kind === 'expired' || !accepted[kind]);
