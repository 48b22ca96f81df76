import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  changeSupplier,
  completeReceipts,
  createPurchaseOrder,
  createSupplier,
  getGoodsReceipt,
  getPurchaseOrder,
  listExpiryRisk,
  listGoodsReceipts,
  listPurchaseOrders,
  listPurchaseProposals,
  listSupplierReturns,
  listSuppliers,
  movePurchaseOrder,
  receiveGoods,
  stockValue,
} from '#modules/purchasing';
import type { AppError } from '#platform/errors';
import { randomIds } from '#platform/ids';
import { type Engine, engines } from './engines.ts';
import { planningCases } from './planning-cases.ts';
import { purchaseOrderCases } from './purchase-order-cases.ts';
import { openPurchasingShop, type PurchasingShop } from './purchasing-shop.ts';
import { auditOf, type Office, openOffice, refusal } from './staff.ts';
import { supplierReturnCases } from './supplier-return-cases.ts';

const newKey = () => randomIds.next();

describe.each(engines)('purchasing on $name', (kind) => {
  let engine: Engine;
  let office: Office;
  let shop: PurchasingShop;
  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    office = openOffice(engine.db);
    shop = await openPurchasingShop(office);
  });
  const at = () => ({ office, shop });

  const received = async (change = {}) =>
    receiveGoods(shop.manager, shop.delivery(null, { costPaise: 9_000, ...change }));
  const deviationsOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: AppError) => error.extensions.deviations ?? error.code,
    );

  describe('a supplier', () => {
    it('has a GSTIN whose check digit is right, and a contact that only the program can read', async () => {
      const { owner, supplier } = shop;
      expect(await refusal(createSupplier(owner, { name: 'Slip', gstin: '29AAGCB7383J1Z5' }))).toBe('invalid_input');
      expect(await refusal(createSupplier(owner, { name: 'Nowhere' }))).toBe('invalid_input');
      expect(supplier).toMatchObject({ stateCode: '29', status: 'active' });
      const rows = await engine.db.query(sql`select * from suppliers`);
      const audit = await auditOf(engine.db, supplier.id);
      expect(JSON.stringify([rows, audit])).not.toMatch(/Ravi Gowda|ravi@banyan/);
      const listed = (await listSuppliers(shop.manager, { limit: 100 })).data.find(({ id }) => id === supplier.id);
      expect(listed?.contact).toEqual({ name: 'Ravi Gowda', email: 'ravi@banyan.example', phone: '+919812345678' });
    });

    it('is the business of the company, and gets no new orders once blocked', async () => {
      const { owner, manager, supplier, storeId, variantId } = shop;
      expect(await refusal(changeSupplier(manager, { supplierId: supplier.id, status: 'blocked' }))).toBe('forbidden');
      const blocked = await changeSupplier(owner, { supplierId: supplier.id, status: 'blocked' });
      expect(blocked).toEqual({ ...supplier, status: 'blocked' });
      const lines = [{ variantId, quantity: 12, costPaise: 100 }];
      const order = { storeId, key: newKey(), supplierId: supplier.id, lines };
      expect(await refusal(createPurchaseOrder(manager, order))).toBe('invalid_input');
    });
  });

  describe('a purchase order', () => purchaseOrderCases(at));

  describe('a delivery', () => {
    it('comes in parts: free goods and landed cost make the cost of a piece, rejected goods wait in quarantine', async () => {
      const purchaseOrderId = await shop.order(100, 10);
      const delivery = shop.delivery(purchaseOrderId, {
        acceptedQuantity: 45,
        rejectedQuantity: 5,
        rejectReason: 'Broken seals',
        freeQuantity: 10,
      });
      const first = await receiveGoods(shop.manager, { ...delivery, freightPaise: 30_000 });
      // 50 charged pieces at Rs 90 and Rs 300 of freight over 60 pieces: Rs 80 each, from another state.
      expect(first).toMatchObject({ status: 'completed', netPaise: 450_000, igstPaise: 22_500, cgstPaise: 0 });
      expect(first.lines).toMatchObject([{ pieceCostPaise: 8_000, chargesPaise: 30_000, orderPosition: 1 }]);
      const [standing] = shop.shelf();
      expect(standing?.quantities).toMatchObject({ sellable: 55, quarantined: 5 });
      const batch = sql`select number, cost_paise from batches where id = ${first.lines[0]?.batchId}`;
      expect(await engine.db.query(batch)).toEqual([{ number: 'A1', cost_paise: 8_000 }]);
      const order = () => getPurchaseOrder(shop.manager, { purchaseOrderId });
      expect(await order()).toMatchObject({ status: 'partly_received', lines: [{ receivedQuantity: 45 }] });

      await receiveGoods(shop.manager, shop.delivery(purchaseOrderId, { acceptedQuantity: 40 }));
      expect(shop.shelf()).toHaveLength(1);
      expect(await refusal(movePurchaseOrder(shop.manager, { purchaseOrderId, to: 'cancelled' }))).toBe(
        'illegal_transition',
      );
      const closed = await movePurchaseOrder(shop.manager, { purchaseOrderId, to: 'closed' });
      expect(closed).toMatchObject({ status: 'closed', lines: [{ receivedQuantity: 85, receivedFreeQuantity: 10 }] });
      expect(await refusal(receiveGoods(shop.manager, shop.delivery(purchaseOrderId)))).toBe('illegal_transition');
      const item = sql`select last_cost_paise from supplier_items where supplier_id = ${shop.supplier.id}`;
      expect(await engine.db.query(item)).toEqual([{ last_cost_paise: 10_000 }]);
    });

    it('that is over, expired, short-dated or of a wrong batch is refused whole, with every line that is odd', async () => {
      const purchaseOrderId = await shop.order(100);
      await received();
      const line = shop.delivery(null).lines[0];
      if (line === undefined) throw new Error('The delivery has a line.');
      const odd = [
        { ...line, acceptedQuantity: 106, batchNumber: 'B2' },
        { ...line, mrpPaise: 13_500 },
        { ...line, batchNumber: 'C3', expiresOn: '2026-11-21' },
        { ...line, batchNumber: 'D4', expiresOn: '2027-01-31' },
      ];
      const delivery = { ...shop.delivery(purchaseOrderId), lines: odd };
      expect(await deviationsOf(receiveGoods(shop.manager, delivery))).toEqual([
        { kind: 'secondBatch', path: 'lines.1.batchNumber' },
        { kind: 'expired', path: 'lines.2.expiresOn' },
        { kind: 'shortDated', path: 'lines.3.expiresOn' },
        ...[0, 1, 2, 3].map((at) => ({ kind: 'over', path: `lines.${at}.acceptedQuantity` })),
      ]);
      expect(shop.shelf('B2')).toEqual([]);
      const [order] = (await listPurchaseOrders(shop.manager, { storeId: shop.storeId })).data;
      expect(order).toMatchObject({ status: 'sent', lines: [{ receivedQuantity: 0 }] });
    });

    it('never gets a wrong batch price (erpnext#24470): another MRP is a second batch, once somebody has looked', async () => {
      const first = await received();
      const accept = { secondBatch: true, shortDated: true };
      const short = shop.delivery(null, { mrpPaise: 13_500, expiresOn: '2027-01-31', costPaise: 9_000 });
      const second = await receiveGoods(shop.manager, { ...short, accept });
      expect(second.warnings).toHaveLength(2);
      expect(second.lines[0]?.batchId).not.toBe(first.lines[0]?.batchId);
      expect(
        shop
          .shelf()
          .map(({ mrpPaise }) => mrpPaise)
          .toSorted((a, b) => a - b),
      ).toEqual([13_000, 13_500]);
    });

    it('over the tolerance takes somebody who may approve', async () => {
      const purchaseOrderId = await shop.order(100);
      const over = { ...shop.delivery(purchaseOrderId, { acceptedQuantity: 106 }), accept: { over: true } };
      expect(await refusal(receiveGoods(shop.manager, over))).toBe('forbidden');
      expect(await receiveGoods(shop.owner, over)).toMatchObject({ status: 'completed' });
      expect(await getPurchaseOrder(shop.manager, { purchaseOrderId })).toMatchObject({ status: 'received' });
    });

    it('names what is wrong with goods that nobody ordered, and what they may not cost', async () => {
      const purchaseOrderId = await shop.order(100);
      const other = await openPurchasingShop(office);
      const foreign = shop.delivery(purchaseOrderId, { variantId: other.variantId, costPaise: 1 });
      expect(await refusal(receiveGoods(shop.manager, foreign))).toBe('invalid_input');
      expect(await refusal(receiveGoods(shop.manager, shop.delivery(null)))).toBe('invalid_input');
      expect(await refusal(received({ costPaise: 13_001 }))).toBe('invalid_input');
      expect(await refusal(received({ rejectedQuantity: 1 }))).toBe('invalid_input');
      expect(await refusal(received({ madeOn: '2026-11-23' }))).toBe('invalid_input');
    });

    it('is one delivery for one key: twice at once, a day later, and told apart from another', async () => {
      const purchaseOrderId = await shop.order(100);
      const delivery = shop.delivery(purchaseOrderId);
      const [a, b] = await Promise.all([receiveGoods(shop.manager, delivery), receiveGoods(shop.manager, delivery)]);
      expect([a?.status, b?.id]).toEqual(['completed', a?.id]);
      office.clock.advanceMs(86_400_000);
      expect(await receiveGoods(shop.manager, delivery)).toEqual(
        await getGoodsReceipt(shop.manager, { goodsReceiptId: a.id }),
      );
      expect(shop.shelf()).toMatchObject([{ quantities: { sellable: 10 } }]);
      const order = await getPurchaseOrder(shop.manager, { purchaseOrderId });
      expect(order.lines).toMatchObject([{ receivedQuantity: 10 }]);
      const other = { ...delivery, invoiceNumber: 'BN/78' };
      expect(await refusal(receiveGoods(shop.manager, other))).toBe('idempotency_mismatch');
    });

    it('that meets others of the same order and of the same new batch counts beside them', async () => {
      const purchaseOrderId = await shop.order(100);
      const three = Array.from({ length: 3 }, () => receiveGoods(shop.manager, shop.delivery(purchaseOrderId)));
      expect((await Promise.all(three)).map(({ status }) => status)).toEqual(['completed', 'completed', 'completed']);
      expect(shop.shelf()).toMatchObject([{ quantities: { sellable: 30 } }]);
      const order = await getPurchaseOrder(shop.manager, { purchaseOrderId });
      expect(order.lines).toMatchObject([{ receivedQuantity: 30 }]);
    });

    it.each(['requests', 'answers'] as const)(
      'survives a crash between record and shelf (%s are lost): the key or the sweep goes on, and it is booked once',
      async (losing) => {
        const [byKey, bySweep] = [shop.delivery(null, { costPaise: 1 }), shop.delivery(null, { costPaise: 1 })];
        const warned = vi.spyOn(console, 'warn').mockReturnValue();
        shop.world.losingStock = losing;
        for (const delivery of [byKey, bySweep])
          expect(await refusal(receiveGoods(shop.manager, delivery))).toMatch(/lost/);
        const waiting = () => listGoodsReceipts(shop.manager, { storeId: shop.storeId, status: 'booking' });
        expect((await waiting()).data).toHaveLength(2);
        expect(await completeReceipts(shop.manager, { storeId: shop.storeId })).toEqual({ completed: 0, failed: 2 });
        expect(warned).toHaveBeenCalledTimes(2);
        warned.mockRestore();
        shop.world.losingStock = null;
        await receiveGoods(shop.manager, byKey);
        expect(await completeReceipts(shop.manager, { storeId: shop.storeId })).toEqual({ completed: 1, failed: 0 });
        expect(await completeReceipts(shop.manager, { storeId: shop.storeId })).toEqual({ completed: 0, failed: 0 });
        expect((await waiting()).data).toEqual([]);
        expect(shop.shelf()).toMatchObject([{ quantities: { sellable: 20 } }]);
      },
    );
  });

  describe('a return to the supplier', () => supplierReturnCases(at));

  it('is closed to whoever works in another store', async () => {
    const purchaseOrderId = await shop.order(100);
    const receipt = await receiveGoods(shop.manager, shop.delivery(purchaseOrderId));
    const stranger = shop.as(await office.join('store_manager', [await office.newStore()]));
    const { storeId } = shop;
    const tries = [
      createPurchaseOrder(stranger, {
        storeId,
        key: newKey(),
        supplierId: shop.supplier.id,
        lines: [{ variantId: shop.variantId, quantity: 1 }],
      }),
      receiveGoods(stranger, shop.delivery(purchaseOrderId)),
      getPurchaseOrder(stranger, { purchaseOrderId }),
      movePurchaseOrder(stranger, { purchaseOrderId, to: 'closed' }),
      getGoodsReceipt(stranger, { goodsReceiptId: receipt.id }),
      completeReceipts(stranger, { storeId }),
      stockValue(stranger, { storeId }),
      listPurchaseProposals(stranger, { storeId }),
      listExpiryRisk(stranger, { storeId }),
    ];
    for (const outcome of await Promise.all(tries.map(refusal))) expect(['forbidden', 'not_found']).toContain(outcome);
    expect((await listPurchaseOrders(stranger, {})).data).toEqual([]);
    expect((await listGoodsReceipts(stranger, {})).data).toEqual([]);
    expect((await listSupplierReturns(stranger, {})).data).toEqual([]);
  });

  describe('planning', () => planningCases(at));
});
