import type {
  creditNotes,
  fulfilmentLines,
  orderReturnLines,
  orderReturns,
  shipmentLines,
  shipments,
} from '#db/schema/fulfilment';
import type { OrderRecord } from '../draft-order.ts';

export type FulfilmentLineRow = typeof fulfilmentLines.$inferSelect;
export type ShipmentRow = typeof shipments.$inferSelect;
export type ShipmentLineRow = typeof shipmentLines.$inferSelect;
export type OrderReturnRow = typeof orderReturns.$inferSelect;
export type OrderReturnLineRow = typeof orderReturnLines.$inferSelect;
type CreditNoteRow = typeof creditNotes.$inferSelect;

/** What became of an order after it was placed. */
export interface Aftermath {
  fulfilment: FulfilmentLineRow[];
  shipments: ShipmentRow[];
  shipmentLines: ShipmentLineRow[];
  returns: OrderReturnRow[];
  returnLines: OrderReturnLineRow[];
  creditNotes: CreditNoteRow[];
}

/** An order that stands, as its rows. */
export type StandingOrder = OrderRecord & Aftermath;

export const nothingYet: Aftermath = {
  fulfilment: [],
  shipments: [],
  shipmentLines: [],
  returns: [],
  returnLines: [],
  creditNotes: [],
};
