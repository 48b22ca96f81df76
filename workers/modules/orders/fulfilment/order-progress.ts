import { moveOrder, type OrderStatus } from '../order-machine.ts';

/** How far the pieces of one line have come. Each count includes those after it: what is shipped was packed and picked. */
export interface LineProgress {
  position: number;
  ordered: number;
  /** Never left the house: cancelled, taken out, or not found on the shelf. */
  cancelled: number;
  picked: number;
  packed: number;
  shipped: number;
  delivered: number;
  /** Did not reach the buyer: refused, or nobody there. */
  undelivered: number;
  /** Back with the store. */
  returned: number;
  /** Asked to be taken back, not received yet. */
  returning: number;
}

/** Records of an order, as far as they count pieces. */
export interface CountedOrder {
  lines: readonly { position: number; quantity: number }[];
  fulfilment: readonly { position: number; picked: number }[];
  shipments: readonly { id: string; status: string }[];
  shipmentLines: readonly { shipmentId: string; position: number; quantity: number }[];
  returns: readonly { id: string; kind: string; status: string }[];
  returnLines: readonly { returnId: string; position: number; quantity: number }[];
}

const leftTheHouse = ['shipped', 'delivered', 'undelivered'];

/** Counts what happened to each line. Nothing of it is kept twice, so nothing of it can disagree. */
export function progressOf(order: CountedOrder): LineProgress[] {
  const pieces = (position: number, statuses: readonly string[]): number => {
    const ids = new Set(order.shipments.filter(({ status }) => statuses.includes(status)).map(({ id }) => id));
    return sumAt(position, order.shipmentLines, ({ shipmentId }) => ids.has(shipmentId));
  };
  const takenBack = (position: number, isMeant: (kind: string, status: string) => boolean): number => {
    const ids = new Set(order.returns.filter(({ kind, status }) => isMeant(kind, status)).map(({ id }) => id));
    return sumAt(position, order.returnLines, ({ returnId }) => ids.has(returnId));
  };
  return order.lines.map(({ position, quantity }) => {
    const cancelled = takenBack(position, (kind, status) => kind !== 'return' && isDecided(status));
    const picked = order.fulfilment.find((line) => line.position === position)?.picked ?? 0;
    return {
      position,
      ordered: quantity,
      cancelled,
      picked: Math.min(picked, quantity - cancelled),
      packed: pieces(position, ['packed', 'booking', ...leftTheHouse]),
      shipped: pieces(position, leftTheHouse),
      delivered: pieces(position, ['delivered']),
      undelivered: pieces(position, ['undelivered']),
      returned: takenBack(position, (kind, status) => kind === 'return' && isDecided(status)),
      returning: takenBack(position, (kind, status) => kind === 'return' && status === 'requested'),
    };
  });
}

const isDecided = (status: string): boolean => status === 'working' || status === 'completed';

function sumAt<Line extends { position: number; quantity: number }>(
  position: number,
  lines: readonly Line[],
  isMeant: (line: Line) => boolean,
): number {
  return lines.reduce((sum, line) => (line.position === position && isMeant(line) ? sum + line.quantity : sum), 0);
}

/** Pieces that are still to reach the buyer, or have. */
export const openPieces = ({ ordered, cancelled }: LineProgress): number => ordered - cancelled;
/** Pieces that can be cancelled: they have not left the house. */
export const cancellable = (line: LineProgress): number => openPieces(line) - line.shipped;
/** Pieces that can still be taken out without unpacking anything. */
export const unpacked = (line: LineProgress): number => openPieces(line) - line.packed;
/** Pieces that went out and may come back. */
export const returnable = (line: LineProgress): number =>
  line.delivered + line.undelivered - line.returned - line.returning;

/** What can never be: a defect, wherever it shows. Empty for a sound order. */
export function impossibilities(lines: readonly LineProgress[]): string[] {
  return lines.flatMap((line) => {
    const rules: readonly [string, boolean][] = [
      ['less is cancelled than ordered', line.cancelled <= line.ordered],
      ['no more is picked than is open', line.picked <= openPieces(line)],
      ['only what is picked is packed', line.packed <= line.picked],
      ['only what is packed is shipped', line.shipped <= line.packed],
      ['only what is shipped arrives', line.delivered + line.undelivered <= line.shipped],
      ['only what arrived or was refused comes back', returnable(line) >= 0],
    ];
    return rules.filter(([, holds]) => !holds).map(([rule]) => `line ${line.position}: ${rule}`);
  });
}

/**
 * The statuses that an order passes by itself, in order, now that its pieces have come so far: packed when the last open piece
 * is, shipped when the last has left, and so on. Every step is one of the table's.
 */
export function advance(status: OrderStatus, lines: readonly LineProgress[]): OrderStatus[] {
  const passed: OrderStatus[] = [];
  for (let next = nextOf(status, lines); next !== undefined; next = nextOf(next, lines)) {
    passed.push(moveOrder(passed.at(-1) ?? status, next));
  }
  return passed;
}

function nextOf(status: OrderStatus, lines: readonly LineProgress[]): OrderStatus | undefined {
  const open = lines.filter((line) => openPieces(line) > 0);
  const every = (rule: (line: LineProgress) => boolean): boolean => open.every(rule);
  switch (status) {
    case 'placed':
    case 'confirmed':
      return open.length === 0 ? 'cancelled' : undefined;
    case 'picking':
      if (open.length === 0) return 'cancelled';
      return every((line) => line.packed === openPieces(line)) ? 'packed' : undefined;
    case 'packed':
      if (open.length === 0) return 'cancelled';
      if (every((line) => line.delivered === openPieces(line))) return 'delivered';
      return every((line) => line.shipped === openPieces(line)) ? 'shipped' : undefined;
    case 'shipped':
      if (every((line) => line.returned === openPieces(line))) return 'returned';
      return every((line) => line.delivered + line.undelivered === line.shipped) &&
        open.some((line) => line.delivered > 0)
        ? 'delivered'
        : undefined;
    case 'delivered':
      return every((line) => line.returned === openPieces(line)) ? 'returned' : undefined;
    case 'completed':
    case 'cancelled':
    case 'returned':
      return undefined;
  }
}
