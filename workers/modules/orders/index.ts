export { OrderPlacedData, orderPlacedVersion } from './events.ts';
export * from './limits.ts';
export {
  canMove,
  IllegalOrderMove,
  isFinal,
  moveOrder,
  type OrderStatus,
  orderMoves,
  orderStatuses,
} from './order-machine.ts';
export * from './schemas.ts';
