/** Files of one area: what is mutated, and the tests that must notice. Globs from the root of the repository. */
export interface MutationGroup {
  mutate: readonly string[];
  tests: readonly string[];
}

const modules = (area: string, files: string) => `workers/modules/${area}/{${files}}.ts`;

/** The pure rules of what sells, prices, bills, pays and stores: no database, no workerd, no server. */
export const mutationGroups: Readonly<Record<string, MutationGroup>> = {
  inventory: {
    mutate: [modules('inventory', 'allocate-fefo,is-sellable,availability')],
    tests: ['workers/modules/inventory/*.test.ts'],
  },
  finance: {
    mutate: [modules('finance', 'gst,tax-rates,gstin')],
    tests: ['workers/modules/finance/*.test.ts'],
  },
  pricing: {
    mutate: [
      modules(
        'pricing',
        'price-sheet,promotion-scope,apply-promotions,choose-promotions,manual-discount,price-steps,price-order,floor',
      ),
    ],
    tests: ['workers/modules/pricing/*.test.ts'],
  },
  carts: {
    mutate: [modules('orders', 'cart,price-cart')],
    tests: ['workers/modules/orders/{cart,price}*.test.ts'],
  },
  orders: {
    mutate: [modules('orders', 'order-machine,bill,bill-held-goods,tenders')],
    tests: ['workers/modules/orders/{order,tenders,bill,draft}*.test.ts'],
  },
  'fulfilment and returns': {
    mutate: [modules('orders', 'returns/return-amounts,fulfilment/order-progress')],
    tests: ['workers/modules/orders/{returns,fulfilment}/*.test.ts'],
  },
  payments: {
    mutate: [modules('payments', 'refunds/split-refund,webhooks/callback-signature,settlements/match-settlement')],
    tests: ['workers/modules/payments/{refunds,webhooks,settlements}/*.test.ts'],
  },
  purchasing: {
    mutate: [
      modules(
        'purchasing',
        'purchase-cost,check-delivery,value-stock,propose-purchase,assess-expiry,purchase-order-machine',
      ),
      modules('purchasing', 'supplier-return-machine,take-from-receipts,sell-by-day,calendar-days'),
    ],
    tests: ['workers/modules/purchasing/*.test.ts'],
  },
  'stock documents': {
    mutate: [
      modules('stock-documents', 'transfers/transfer-machine,counts/count-difference,proof/compare-ledger'),
      modules('stock-documents', 'repacks/repack-plan,repacks/kit-plan'),
    ],
    tests: ['workers/modules/stock-documents/*/*.test.ts'],
  },
  'stock room': {
    mutate: ['durable-objects/stock-room/{plan-hold,plan-document,store-calendar}.ts'],
    tests: ['durable-objects/stock-room/*.test.ts'],
  },
  checkout: {
    mutate: ['durable-objects/checkout/{admit,undo,moves,stages/tenders}.ts'],
    tests: ['durable-objects/checkout/*.test.ts'],
  },
  'number series': {
    mutate: ['durable-objects/number-series/{document-book,document-number,group-writer}.ts'],
    tests: ['durable-objects/number-series/*.test.ts'],
  },
  'coupons, vouchers, relay, quotas': {
    mutate: [
      'durable-objects/coupon-book/coupon-book-records.ts',
      'durable-objects/value-account/value-book.ts',
      'durable-objects/outbox-relay/plan-deliveries.ts',
      'durable-objects/rate-limiter/quota-book.ts',
    ],
    tests: ['durable-objects/{coupon-book,value-account,outbox-relay,rate-limiter}/*.test.ts'],
  },
  platform: {
    mutate: ['workers/platform/{money,store-layout,shard-sums}.ts'],
    tests: [
      'workers/platform/{money,store-layout,shard-sums}.test.ts',
      'durable-objects/stock-room/spread-store.test.ts',
    ],
  },
};

/** Where the findings of a group are kept. */
export const reportOf = (group: string): string => `.stryker/${group.replaceAll(/[^a-z]+/g, '-')}.json`;
