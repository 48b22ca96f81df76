import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { orderLines, orders, orderTimeline, payments } from '#db/schema/orders';
import { splitTax, sumSplits } from '#modules/finance';
import { openCarriers, sealBuyer } from '#modules/orders';
import { CouponBookRecords } from '#objects/coupon-book/coupon-book-records';
import { nodeSql } from '#objects/node-sql.test-support';
import { QuotaBook } from '#objects/rate-limiter/quota-book';
import { ValueBook } from '#objects/value-account/value-book';
import type { Carriers } from '#platform/carriers-door';
import type { Clock } from '#platform/clock';
import { testContext } from '#platform/context.test-support';
import { orThrow } from '#platform/errors';
import { fact, writeFacts } from '#platform/facts';
import { hashSecret, randomIds } from '#platform/ids';
import type { Objects } from '#platform/objects';
import { type ObjectsInNode, objectsInNode } from './objects-in-node.ts';

/** Two products of three pieces each, Rs 49 for the delivery, a tenth off the second. */
const bought = [
  { sku: 'ARN-30C-30', batchNumber: 'S24-118', unitPricePaise: 9_990, discountPaise: 0, rateBasisPoints: 500 },
  { sku: 'CAL-Q-100', batchNumber: 'S24-119', unitPricePaise: 15_555, discountPaise: 4_667, rateBasisPoints: 1_800 },
] as const;
const PIECES = 3;
const SHIPPING_PAISE = 4_900;
/** On the shelf before anything was sold. */
export const SHELF = 10;
export const token = 'order_token-of-the-buyer';
export const coupon = 'WELCOME10';

export interface PlacedOrder {
  orderId: string;
  storeId: string;
  accountId: string;
  totalPaise: number;
  batchIds: string[];
  variantIds: string[];
}

export interface OrderWorld {
  objects: Objects;
  carriers: Carriers;
  node: ObjectsInNode;
  coupons: (code: string) => CouponBookRecords;
  accounts: (id: string) => ValueBook;
  /** So many pieces of what was bought, in the same batches, on another shelf. */
  receive(storeId: string, placed: PlacedOrder, quantity: number): void;
  /** What of it a store may sell. */
  onShelf(storeId: string, placed: PlacedOrder): (number | undefined)[];
  /** An order, its goods sold, its coupon used; paid with a gift card, or to be paid at the door. */
  place(
    storeId: string,
    change?: { personId?: string; deliveryMethod?: string; isPaid?: boolean },
  ): Promise<PlacedOrder>;
}

function kept<T>(make: () => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const found = known.get(name) ?? make();
    known.set(name, found);
    return found;
  };
}

/** The objects that orders ask after they are placed: their real books, without workerd. */
export function openOrderWorld(db: Database, clock: Clock): OrderWorld {
  const nowMs = () => clock.now().getTime();
  const node = objectsInNode(db, clock);
  const coupons = kept(() => new CouponBookRecords(nodeSql()));
  const accounts = kept(() => new ValueBook(nodeSql()));
  const quotas = kept(() => new QuotaBook(nodeSql()));
  const objects = {
    ...node.objects,
    couponBook: (code: string) => ({ giveBack: async (useId: string) => coupons(code).giveBack(useId) }),
    valueAccount: (id: string) => ({
      open: async (facts: Parameters<ValueBook['open']>[0]) => accounts(id).open(facts, nowMs()),
      credit: async (key: string, amountPaise: number, reference: string) =>
        accounts(id).credit(key, amountPaise, reference, nowMs()),
    }),
    rateLimiter: (subject: string) => ({
      take: async (quota: Parameters<QuotaBook['take']>[0], cost = 1) => quotas(subject).take(quota, cost, nowMs()),
    }),
  } as unknown as Objects;
  const world: OrderWorld = {
    objects,
    carriers: openCarriers({}, { fetch }),
    node,
    coupons,
    accounts,
    receive(storeId, placed, quantity) {
      const document = { key: `more ${placed.orderId}`, kind: 'receipt', reference: 'x' } as const;
      const changes = changesOf(placed, quantity);
      orThrow(node.stockBook(storeId).book({ storeId, timeZone: 'Asia/Kolkata' }, { ...document, changes }, nowMs()));
    },
    onShelf: (storeId, { batchIds }) => {
      const batches = node.stockBook(storeId).batches(batchIds);
      return batchIds.map((id) => batches.find(({ batchId }) => batchId === id)?.quantities.sellable);
    },
    place: (storeId, change = {}) => placeOne(db, world, clock, storeId, change),
  };
  return world;
}

let ordinal = 0;

async function placeOne(
  db: Database,
  world: OrderWorld,
  clock: Clock,
  storeId: string,
  { personId, deliveryMethod = 'standard', isPaid = true }: Parameters<OrderWorld['place']>[1] & object,
): Promise<PlacedOrder> {
  ordinal += 1;
  const [orderId, accountId] = [randomIds.next(), randomIds.next()];
  const [batchIds, variantIds] = [bought.map(() => randomIds.next()), bought.map(() => randomIds.next())];
  const lines = bought.map((line) => ({ ...line, totalPaise: PIECES * line.unitPricePaise - line.discountPaise }));
  const shippingPaise = deliveryMethod === 'pickup' ? 0 : SHIPPING_PAISE;
  const splits = splitTax([...lines, { totalPaise: shippingPaise, rateBasisPoints: 500 }], 'within_state');
  const totalPaise = lines.reduce((sum, line) => sum + line.totalPaise, shippingPaise);
  const now = clock.now().toISOString();
  const sealed = await sealBuyer(testContext().personal, {
    contact: { name: 'Asha Rao', email: `asha.${ordinal}@example.com`, phone: '+919812345678' },
    shippingAddress: { line1: '14 Prabhat Road', city: 'Pune', stateCode: '27', postalCode: '411004', country: 'IN' },
  });
  await db.batch(
    writeFacts([
      fact(orders, {
        id: orderId,
        number: `T/26-27/${String(ordinal).padStart(6, '0')}`,
        storeId,
        status: 'placed',
        channel: 'web',
        currency: 'INR',
        subtotalPaise: totalPaise - shippingPaise,
        discountPaise: bought.reduce((sum, line) => sum + line.discountPaise, 0),
        shippingPaise,
        ...sumSplits(splits),
        totalPaise,
        placeOfSupply: '27',
        contactName: null,
        contactEmail: null,
        contactPhone: null,
        ...sealed,
        deliveryMethod,
        language: 'en',
        consents: [],
        tokenHash: await hashSecret(`${token}-${orderId}`),
        personId: personId ?? null,
        placedAt: now,
        version: 1,
        stoppedFor: null,
        dealerId: null,
        takenBy: null,
        taxIncluded: true,
        priceExplanation: null,
        couponUses: [{ code: coupon, promotionId: randomIds.next(), limits: { total: null, perPerson: null } }],
      }),
      ...lines.map((line, at) =>
        fact(orderLines, {
          orderId,
          position: at + 1,
          variantId: variantIds[at] ?? '',
          productId: randomIds.next(),
          batchId: batchIds[at] ?? '',
          batchNumber: line.batchNumber,
          expiresOn: '2028-12-31',
          sku: line.sku,
          handle: 'arnica',
          name: 'Arnica montana',
          potencyLabel: '30C',
          packLabel: '30 ml',
          hsn: '30049014',
          quantity: PIECES,
          unitPricePaise: line.unitPricePaise,
          mrpPaise: line.unitPricePaise,
          discountPaise: line.discountPaise,
          totalPaise: line.totalPaise,
          rateBasisPoints: line.rateBasisPoints,
          ...(splits[at] ?? { taxablePaise: 0, cgstPaise: 0, sgstPaise: 0, igstPaise: 0 }),
        }),
      ),
      fact(orderTimeline, { orderId, status: 'placed', at: now, actor: null, note: null, isInternal: false }),
      fact(payments, {
        id: randomIds.next(),
        orderId,
        method: isPaid ? 'gift_card' : 'cod',
        status: isPaid ? 'captured' : 'pending',
        currency: 'INR',
        amountPaise: totalPaise,
        provider: isPaid ? 'account' : 'manual',
        providerRef: isPaid ? accountId : null,
        capturedAt: isPaid ? now : null,
        refundedPaise: 0,
        createdAt: now,
      }),
    ]),
  );
  sellGoods(world, clock, { storeId, orderId, batchIds, variantIds });
  useCouponAndCard(world, clock, orderId, accountId);
  return { orderId, storeId, accountId, totalPaise, batchIds, variantIds };
}

const changesOf = ({ batchIds, variantIds }: Pick<PlacedOrder, 'batchIds' | 'variantIds'>, quantity: number) =>
  bought.map(({ batchNumber, unitPricePaise }, at) => ({
    batchId: batchIds[at] ?? '',
    variantId: variantIds[at] ?? '',
    batchNumber,
    expiresOn: '2028-12-31',
    mrpPaise: unitPricePaise,
    state: 'sellable' as const,
    quantity,
  }));

function sellGoods(
  world: OrderWorld,
  clock: Clock,
  { storeId, orderId, batchIds, variantIds }: Pick<PlacedOrder, 'storeId' | 'orderId' | 'batchIds' | 'variantIds'>,
): void {
  const book = world.node.stockBook(storeId);
  const store = { storeId, timeZone: 'Asia/Kolkata' };
  const changes = (quantity: number) => changesOf({ batchIds, variantIds }, quantity);
  const nowMs = clock.now().getTime();
  orThrow(book.book(store, { key: `in ${orderId}`, kind: 'receipt', reference: 'x', changes: changes(SHELF) }, nowMs));
  orThrow(book.book(store, { key: orderId, kind: 'sale', reference: orderId, changes: changes(-PIECES) }, nowMs));
}

function useCouponAndCard(world: OrderWorld, clock: Clock, orderId: string, accountId: string): void {
  const nowMs = clock.now().getTime();
  const use = { useId: orderId, personKey: orderId, limits: { total: null, perPerson: null }, untilMs: nowMs + 60_000 };
  orThrow(world.coupons(coupon).reserve(use, nowMs));
  orThrow(world.coupons(coupon).capture(orderId));
  const facts = { accountId, kind: 'gift_card' as const, limitPaise: 0, blockedFor: null, expiresAtMs: null };
  orThrow(world.accounts(accountId).open(facts, nowMs));
}

/** Where everything of an order is now: what must come out the same whatever happened on the way. */
export async function standingOf(db: Database, world: OrderWorld, clock: Clock, placed: PlacedOrder) {
  const nowMs = clock.now().getTime();
  const batches = world.node.stockBook(placed.storeId).batches(placed.batchIds);
  const balance = orThrow(world.accounts(placed.accountId).standing(nowMs)).balancePaise;
  const [order] = await db.query<{ status: string; version: number }>(
    sql`select status, version from orders where id = ${placed.orderId}`,
  );
  const notes = await db.query<{ number: string; total_paise: number }>(
    sql`select number, total_paise from credit_notes where order_id = ${placed.orderId} order by number`,
  );
  const [money] = await db.query<{
    refunded: number;
    rows: number;
  }>(sql`select coalesce(sum(amount_paise), 0)::int as refunded,
    count(*)::int as rows from refunds where order_id = ${placed.orderId}`);
  const quantities = placed.batchIds.map((id) => batches.find(({ batchId }) => batchId === id)?.quantities);
  return {
    status: order?.status,
    sellable: quantities.map((states) => states?.sellable),
    quarantined: quantities.map((states) => states?.quarantined),
    cardPaise: balance,
    refundedPaise: money?.refunded,
    creditedPaise: notes.reduce((sum, note) => sum + note.total_paise, 0),
    creditNotes: notes.length,
  };
}
