import { sql } from 'drizzle-orm';
import { taxRates } from '#db/schema/catalog';
import {
  createPurchaseOrder,
  createSupplier,
  movePurchaseOrder,
  type receiveGoods,
  type SupplierView,
  setSupplierItem,
} from '#modules/purchasing';
import { variantFacts } from '#objects/test-variant.test-support';
import type { PersonActor } from '#platform/access/actor';
import type { Permitted } from '#platform/context';
import { fact, writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import type { BatchStanding } from '#platform/objects';
import { type ObjectsInNode, objectsInNode } from './objects-in-node.ts';
import type { Office } from './staff.ts';

type Delivery = Parameters<typeof receiveGoods>[1];

export interface PurchasingShop {
  world: ObjectsInNode;
  storeId: string;
  variantId: string;
  supplier: SupplierView;
  owner: Permitted;
  /** Of this store alone: may order and receive, and approve nothing. */
  manager: Permitted;
  as(actor: PersonActor): Permitted;
  /** A sent order over so many pieces and free ones at Rs 100 with 10 % off. */
  order(quantity: number, freeQuantity?: number): Promise<string>;
  /** A delivery of one line as it should be, changed as a test wants it. */
  delivery(purchaseOrderId: string | null, change?: Partial<Delivery['lines'][number]>): Delivery;
  /** What the store's own book knows of a batch number. */
  shelf(batchNumber?: string): BatchStanding[];
}

/** What a test of purchasing finds when it begins. */
export interface PurchasingScene {
  office: Office;
  shop: PurchasingShop;
}

let codes = 0;

/** A store that sells one variant, a supplier in the next state, and objects that really decide. */
export async function openPurchasingShop(office: Office): Promise<PurchasingShop> {
  const { db, clock } = office;
  const world = objectsInNode(db, clock);
  const storeId = await office.newStore();
  codes += 1;
  const { variantId, facts } = variantFacts();
  const rate = fact(taxRates, { hsn: '3004', validFrom: '2020-01-01', rateBasisPoints: 500, source: 'test' });
  const code = `Q${String(codes).padStart(2, '0')}`;
  await db.batch([sql`update stores set code = ${code} where id = ${storeId}`, ...writeFacts([...facts, rate])]);
  const as = (actor: PersonActor): Permitted => ({ ...office.as(actor), objects: world.objects });
  const owner = as(await office.join('owner'));
  const manager = as(await office.join('store_manager', [storeId]));
  const supplier = await createSupplier(owner, {
    name: 'Banyan Sample Laboratories',
    gstin: '29AAGCB7383J1Z4',
    contact: { name: 'Ravi Gowda', email: 'ravi@banyan.example', phone: '+919812345678' },
    leadTimeDays: 5,
    returnWindowDays: 60,
  });
  const terms = { supplierCode: 'ARN30', packMultiple: 12, minimumQuantity: 24, preferred: true };
  await setSupplierItem(owner, { supplierId: supplier.id, variantId, ...terms });
  return {
    world,
    storeId,
    variantId,
    supplier,
    owner,
    manager,
    as,
    async order(quantity, freeQuantity = 0) {
      const line = { variantId, quantity, freeQuantity, costPaise: 10_000, discountBasisPoints: 1_000 };
      const request = { storeId, key: randomIds.next(), supplierId: supplier.id, lines: [line] };
      const { id } = await createPurchaseOrder(manager, request);
      return (await movePurchaseOrder(manager, { purchaseOrderId: id, to: 'sent' })).id;
    },
    delivery: (purchaseOrderId, change = {}) => ({
      storeId,
      key: randomIds.next(),
      supplierId: supplier.id,
      purchaseOrderId,
      invoiceNumber: 'BN/77',
      invoiceDate: '2026-11-20',
      lines: [
        {
          variantId,
          batchNumber: 'A1',
          madeOn: '2026-10-01',
          expiresOn: '2031-09-30',
          mrpPaise: 13_000,
          acceptedQuantity: 10,
          ...change,
        },
      ],
    }),
    shelf: (batchNumber = 'A1') =>
      world
        .stockBook(storeId)
        .standing({ afterBatchId: null, limit: 100 })
        .filter((batch) => batch.batchNumber === batchNumber),
  };
}
