export { BulkOrderView } from './bulk-order-view.ts';
export {
  BulkOrderBody,
  readBulkOrder,
  readBulkOrderForStaff,
  StaffBulkOrderBody,
} from './read-bulk-order.ts';
