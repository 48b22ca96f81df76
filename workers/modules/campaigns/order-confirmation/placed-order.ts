/** What a confirmation tells about an order, as the records have it. Amounts are paise, MRP-style with tax included. */
export interface PlacedOrder {
  id: string;
  number: string;
  language: string;
  placedAt: string;
  contactName: string;
  contactEmail: string;
  deliveryMethod: string;
  paymentMethod: string;
  address: { line1: string; line2?: string; city: string; stateCode: string; postalCode: string };
  store: {
    name: string;
    line1: string;
    city: string;
    state: string;
    postalCode: string;
    phone: string;
    gstin: string;
    licenceNumber: string;
    timeZone: string;
  };
  lines: readonly PlacedLine[];
  subtotalPaise: number;
  discountPaise: number;
  shippingPaise: number;
  taxablePaise: number;
  cgstPaise: number;
  sgstPaise: number;
  igstPaise: number;
  totalPaise: number;
}

export interface PlacedLine {
  name: string;
  potencyLabel: string | null;
  packLabel: string;
  batchNumber: string;
  /** Last day of sale, or null where there is none. */
  expiresOn: string | null;
  quantity: number;
  totalPaise: number;
}
