/** A line of a receipt from which pieces may go back. */
export interface ReturnableLine {
  receiptId: string;
  position: number;
  batchId: string;
  /** All that came, free ones counted, and what has gone back of it. */
  pieces: number;
  returnedQuantity: number;
}

export interface WantedReturn {
  batchId: string;
  quantity: number;
}

export interface TakenPart {
  /** Which of the wanted lines it is for. */
  wanted: number;
  receiptId: string;
  position: number;
  quantity: number;
}

/**
 * Finds the receipts that pieces go back against: those given first, first, each no further than what came and is not back
 * yet. A wanted line for which they do not suffice answers how many there are.
 */
export function takeFromReceipts(
  wanted: readonly WantedReturn[],
  lines: readonly ReturnableLine[],
): { parts: TakenPart[]; short: { wanted: number; available: number }[] } {
  const left = new Map(lines.map((line) => [line, Math.max(0, line.pieces - line.returnedQuantity)]));
  const parts: TakenPart[] = [];
  const short: { wanted: number; available: number }[] = [];
  for (const [at, { batchId, quantity }] of wanted.entries()) {
    let missing = quantity;
    for (const line of lines) {
      if (line.batchId !== batchId || missing === 0) continue;
      const taken = Math.min(missing, left.get(line) ?? 0);
      if (taken === 0) continue;
      left.set(line, (left.get(line) ?? 0) - taken);
      missing -= taken;
      parts.push({ wanted: at, receiptId: line.receiptId, position: line.position, quantity: taken });
    }
    if (missing > 0) short.push({ wanted: at, available: quantity - missing });
  }
  return { parts, short };
}
