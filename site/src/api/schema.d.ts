/** The operations that the console uses, in the shape that openapi-typescript writes. */
type Money = { amount: number; currency: 'INR' };
type Availability = 'in_stock' | 'low' | 'out';
type Figures = { units: number; revenue: Money; tax: Money };
type Page<Item> = { data: Item[]; nextCursor: string | null };
type Answer<Body> = { headers: Record<string, unknown>; content: { 'application/json': Body } };
type Failures = { default: { headers: Record<string, unknown>; content: { 'application/problem+json': components['schemas']['Problem'] } } };
type Get<Parameters, Body> = { get: { parameters: Parameters; responses: { 200: Answer<Body> } & Failures } };

export interface paths {
  '/v1/stores': Get<Record<never, never>, { data: components['schemas']['Store'][] }>;
  '/v1/search': Get<{ query: { q: string; limit?: number } }, { data: components['schemas']['ProductCard'][] }>;
  '/v1/products/{handle}': Get<{ path: { handle: string } }, components['schemas']['Product']>;
  '/v1/admin/sales': Get<
    { query: { from: string; to: string; storeId?: string; limit?: number; cursor?: string } },
    components['schemas']['SalesReport']
  >;
  '/v1/admin/messages': Get<{ query?: { limit?: number; cursor?: string } }, Page<components['schemas']['Message']>>;
  '/v1/admin/stores/{storeId}/totals': Get<{ path: { storeId: string } }, components['schemas']['StoreTotals']>;
  '/v1/admin/variants/{variantId}/price': {
    put: {
      parameters: { path: { variantId: string } };
      requestBody: { content: { 'application/json': { price: Money; mrp?: Money } } };
      responses: { 200: Answer<components['schemas']['Price']> } & Failures;
    };
  };
}

export interface components {
  schemas: {
    Money: Money;
    Problem: {
      title: string;
      status: number;
      code: string;
      detail: string;
      requestId: string;
      errors?: { path: string; message: string }[];
    };
    Store: { id: string; code: string; name: string; timeZone: string };
    ProductCard: {
      id: string;
      handle: string;
      name: string;
      form: { code: string; label: string };
      brand: { name: string };
      priceFrom: Money;
      priceTo: Money;
      availability: Availability;
    };
    Product: { id: string; handle: string; name: string; form: { label: string }; brand: { name: string }; variants: components['schemas']['Variant'][] };
    Variant: {
      id: string;
      sku: string;
      potency: { label: string } | null;
      pack: { label: string };
      price: Money;
      mrp: Money;
      availability: Availability;
    };
    Price: { variantId: string; price: Money; mrp: Money; validFrom: string; purged: boolean };
    StoreTotals: { onHand: number; held: number; holds: number; sold: number };
    SalesReport: {
      from: string;
      to: string;
      asOf: string;
      pending: number;
      totals: Figures;
      stores: (Figures & { storeId: string; storeName: string })[];
      data: components['schemas']['ProductSales'][];
      nextCursor: string | null;
    };
    ProductSales: Figures & {
      storeId: string;
      day: string;
      productId: string;
      productName: string | null;
      brandName: string | null;
      handle: string | null;
      orders: number;
      asOf: string;
    };
    Message: {
      id: string;
      purpose: string;
      subjectId: string;
      channel: 'email';
      recipient: string;
      language: string;
      title: string;
      status: 'queued' | 'sending' | 'sent' | 'failed';
      attempts: number;
      failure: string | null;
      queuedAt: string;
      sentAt: string | null;
    };
  };
}
