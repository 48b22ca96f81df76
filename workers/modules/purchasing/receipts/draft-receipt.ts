import { sumPaise } from '#platform/money';
import { invalidInput } from '#platform/parse-input';
import { batchOfLine, type KnownBatch } from '../check-delivery.ts';
import { chargedPaise, landCharges, type PurchaseTax, pieceCostPaise, taxOnTop } from '../purchase-cost.ts';
import type { PurchaseTerms } from '../read-terms.ts';
import type { Delivery } from './delivery-schemas.ts';

/** A line of the order that a delivery belongs to. */
export interface OrderedItem {
  position: number;
  variantId: string;
  quantity: number;
  receivedQuantity: number;
  receivedFreeQuantity: number;
  costPaise: number;
  discountBasisPoints: number;
}

interface NewBatch {
  id: string;
  variantId: string;
  number: string;
  madeOn: string;
  expiresOn: string | null;
  mrpPaise: number;
  costPaise: number;
}

interface ReceiptLine extends PurchaseTax {
  position: number;
  orderPosition: number | null;
  variantId: string;
  batchId: string;
  batchNumber: string;
  expiresOn: string | null;
  mrpPaise: number;
  acceptedQuantity: number;
  rejectedQuantity: number;
  freeQuantity: number;
  rejectReason: string | null;
  costPaise: number;
  discountBasisPoints: number;
  rateBasisPoints: number;
  netPaise: number;
  chargesPaise: number;
}

export interface ReceiptDraft {
  lines: ReceiptLine[];
  newBatches: NewBatch[];
  amounts: { netPaise: number } & PurchaseTax;
}

const piecesOf = (line: { acceptedQuantity: number; rejectedQuantity: number; freeQuantity: number }): number =>
  line.acceptedQuantity + line.rejectedQuantity + line.freeQuantity;

/**
 * What a delivery comes to: what is charged and taxed, where freight, insurance and duty land, which batches are new and what
 * a piece of them has cost, free ones counted. `newBatchIds` are ids by line for batches that do not stand yet. Throws
 * `invalid_input` for goods that the order does not name, that nobody knows the cost of, or that cost more than their MRP.
 */
export function draftReceipt(
  delivery: Delivery,
  terms: PurchaseTerms,
  ordered: readonly OrderedItem[] | null,
  known: readonly KnownBatch[],
  newBatchIds: readonly string[],
): ReceiptDraft {
  const wrong = wrongLines(delivery, terms, ordered);
  if (wrong.length > 0) throw invalidInput(wrong);
  const priced = delivery.lines.map((line, at) => {
    const order = ordered?.find(({ variantId }) => variantId === line.variantId);
    const costPaise = line.costPaise ?? order?.costPaise ?? 0;
    const discountBasisPoints = line.discountBasisPoints ?? order?.discountBasisPoints ?? 0;
    const rateBasisPoints = terms.rateBasisPoints(line.variantId);
    const netPaise = chargedPaise(costPaise, line.acceptedQuantity + line.rejectedQuantity, discountBasisPoints);
    const tax = taxOnTop(netPaise, rateBasisPoints, terms.supply);
    const batchId = batchOfLine(line, known)?.id ?? newBatchIds[at] ?? '';
    const { madeOn: _printed, ...facts } = line;
    const orderPosition = order?.position ?? null;
    const charged = { costPaise, discountBasisPoints, rateBasisPoints, netPaise };
    return { ...facts, ...charged, ...tax, position: at + 1, orderPosition, batchId };
  });
  const charges = sumPaise([delivery.freightPaise, delivery.insurancePaise, delivery.dutyPaise]);
  const shares = landCharges(
    charges,
    priced.map((line) => ({ netPaise: line.netPaise, pieces: piecesOf(line) })),
  );
  const lines = priced.map((line, at) => ({ ...line, chargesPaise: shares[at] ?? 0 }));
  const sum = (figure: 'netPaise' | keyof PurchaseTax) => sumPaise(lines.map((line) => line[figure]));
  return {
    lines,
    newBatches: newBatchesOf(delivery, lines, known),
    amounts: {
      netPaise: sum('netPaise'),
      cgstPaise: sum('cgstPaise'),
      sgstPaise: sum('sgstPaise'),
      igstPaise: sum('igstPaise'),
    },
  };
}

function wrongLines(delivery: Delivery, terms: PurchaseTerms, ordered: readonly OrderedItem[] | null) {
  return delivery.lines.flatMap((line, at) => {
    const path = `lines.${at}`;
    const order = ordered?.find(({ variantId }) => variantId === line.variantId);
    if (ordered !== null && order === undefined) {
      return [{ path: `${path}.variantId`, message: 'Is not on this order: receive it by itself, without an order' }];
    }
    if (line.madeOn > terms.day) return [{ path: `${path}.madeOn`, message: 'Lies in the future' }];
    const costPaise = line.costPaise ?? order?.costPaise;
    const isCharged = line.acceptedQuantity + line.rejectedQuantity > 0;
    if (costPaise === undefined && isCharged) return [{ path: `${path}.costPaise`, message: 'Name what it costs' }];
    return (costPaise ?? 0) > line.mrpPaise ? [{ path: `${path}.costPaise`, message: 'Above the MRP' }] : [];
  });
}

/** Batches that do not stand yet, each once, at what a piece has cost over all lines of the delivery. */
function newBatchesOf(delivery: Delivery, lines: readonly ReceiptLine[], known: readonly KnownBatch[]): NewBatch[] {
  const batches = new Map<string, NewBatch & { valuePaise: number; pieces: number }>();
  for (const [at, line] of lines.entries()) {
    if (known.some(({ id }) => id === line.batchId)) continue;
    const { batchId: id, batchNumber: number, variantId, expiresOn, mrpPaise } = line;
    const before = batches.get(id);
    const valuePaise = (before?.valuePaise ?? 0) + line.netPaise + line.chargesPaise;
    const pieces = (before?.pieces ?? 0) + piecesOf(line);
    const madeOn = before?.madeOn ?? delivery.lines[at]?.madeOn ?? '';
    const costPaise = pieceCostPaise(valuePaise, pieces);
    batches.set(id, { id, variantId, number, madeOn, expiresOn, mrpPaise, costPaise, valuePaise, pieces });
  }
  return [...batches.values()].map(({ valuePaise: _value, pieces: _pieces, ...batch }) => batch);
}
