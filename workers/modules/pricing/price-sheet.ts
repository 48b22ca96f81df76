import type { LineDiscount, PriceTerms } from '#platform/objects';

/** So many pieces of a line that may cost at most so much each: those of one batch, with its MRP. */
export interface PricePiece {
  key: string;
  quantity: number;
  capPaise: number;
}

/** A line to be priced. All amounts of an order are on one basis: with GST, or all without. */
export interface PriceLine {
  id: string;
  variantId: string;
  productId: string;
  terms: PriceTerms;
  /** Of one piece, by the price list. */
  listPricePaise: number;
  pieces: readonly PricePiece[];
  discount: LineDiscount | null;
}

/** A line at its price before anything is taken off. */
export interface SheetLine {
  line: PriceLine;
  quantity: number;
  /** Of one piece, by list and quantity; pieces with a lower cap cost less. */
  unitPricePaise: number;
  /** From how many pieces on it is the price; null: the list's own. */
  breakFrom: number | null;
  grossPaise: number;
  /** The least that the whole line may come to. A list price or MRP that lies below the floor stays as it is. */
  floorPaise: number;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The lowest price that the quantity opens: never below the floor, except where the list itself is. */
function unitPriceFor({ terms, listPricePaise }: PriceLine, quantity: number) {
  const lowest = Math.min(terms.floorPaise, listPricePaise);
  let best: { unitPricePaise: number; breakFrom: number | null } = { unitPricePaise: listPricePaise, breakFrom: null };
  for (const { minQuantity, unitPricePaise } of terms.breaks) {
    const price = Math.max(unitPricePaise, lowest);
    if (quantity >= minQuantity && price < best.unitPricePaise) {
      best = { unitPricePaise: price, breakFrom: minQuantity };
    }
  }
  return best;
}

export const piecePrice = (unitPricePaise: number, { capPaise }: PricePiece): number =>
  Math.min(unitPricePaise, capPaise);

/** Lines at their prices, in the order of their ids, so that nothing depends on the order in which they came. */
export function priceSheet(lines: readonly PriceLine[]): SheetLine[] {
  const ofVariant = new Map<string, number>();
  const quantities = lines.map((line) => line.pieces.reduce((sum, piece) => sum + piece.quantity, 0));
  for (const [index, line] of lines.entries()) {
    ofVariant.set(line.variantId, (ofVariant.get(line.variantId) ?? 0) + (quantities[index] ?? 0));
  }
  return lines
    .map((line, index) => {
      const price = unitPriceFor(line, ofVariant.get(line.variantId) ?? 0);
      let grossPaise = 0;
      let floorPaise = 0;
      for (const piece of line.pieces) {
        const each = piecePrice(price.unitPricePaise, piece);
        grossPaise += each * piece.quantity;
        floorPaise += Math.min(each, line.terms.floorPaise) * piece.quantity;
      }
      return { line, quantity: quantities[index] ?? 0, ...price, grossPaise, floorPaise };
    })
    .toSorted((a, b) => byText(a.line.id, b.line.id));
}
