import type { transferStatuses } from '#db/schema/stock-documents';

export type TransferStatus = (typeof transferStatuses)[number];

/** What people do to a transfer, and what the shelves answer. */
export type TransferStep =
  | 'dispatch'
  | 'dispatch_booked'
  | 'dispatch_refused'
  | 'cancel'
  | 'receive_part'
  | 'receive_rest'
  | 'compensate'
  | 'return_booked'
  | 'return_refused';

/** The whole life of a transfer. What is not in the table cannot happen. */
const table: Readonly<Record<TransferStatus, Partial<Record<TransferStep, TransferStatus>>>> = {
  draft: { dispatch: 'dispatching', cancel: 'cancelled' },
  dispatching: { dispatch_booked: 'dispatched', dispatch_refused: 'draft', compensate: 'returning' },
  dispatched: { receive_part: 'partly_received', receive_rest: 'received', compensate: 'returning' },
  partly_received: { receive_part: 'partly_received', receive_rest: 'received', compensate: 'returning' },
  received: {},
  cancelled: {},
  returning: { return_booked: 'returned', return_refused: 'partly_received' },
  returned: {},
};

/** Where a step leads; undefined: it is not possible. */
export const nextTransferStatus = (from: TransferStatus, step: TransferStep): TransferStatus | undefined =>
  table[from][step];

/** From which states a step is possible. */
export const statesBefore = (step: TransferStep): TransferStatus[] =>
  (Object.keys(table) as TransferStatus[]).filter((status) => table[status][step] !== undefined);

/** A batch on its way, and what became of it. */
export interface TransferPiece {
  quantity: number;
  received: number;
  damaged: number;
  lost: number;
  returned: number;
}

export interface PieceReceipt {
  received: number;
  damaged: number;
  lost: number;
}

/** Pieces still under way: nothing is made or lost but what is on record. */
export const underWay = ({ quantity, received, damaged, lost, returned }: TransferPiece): number =>
  quantity - received - damaged - lost - returned;

/** The piece after a receipt; undefined when more would have arrived than is under way. */
export function receivePiece(
  piece: TransferPiece,
  { received, damaged, lost }: PieceReceipt,
): TransferPiece | undefined {
  if (received + damaged + lost > underWay(piece)) return undefined;
  return {
    ...piece,
    received: piece.received + received,
    damaged: piece.damaged + damaged,
    lost: piece.lost + lost,
  };
}
