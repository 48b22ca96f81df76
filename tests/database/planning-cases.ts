import { expect, it } from 'vitest';
import {
  changeSupplier,
  expiryRiskTotal,
  listExpiryRisk,
  listPurchaseProposals,
  orderProposals,
  receiveGoods,
  stockValue,
  stockValueTotal,
} from '#modules/purchasing';
import { createTransfer, dispatchTransfer } from '#modules/stock-documents';
import { randomIds } from '#platform/ids';
import type { PurchasingScene } from './purchasing-shop.ts';
import { refusal } from './staff.ts';

/** Valuation, proposals and expiry risk, in whatever shop and on whatever engine the test runs. */
export function planningCases(at: () => PurchasingScene): void {
  const received = (change = {}) =>
    receiveGoods(at().shop.manager, at().shop.delivery(null, { costPaise: 9_000, ...change }));

  const sell = async (quantity: number) => {
    const door = at().shop.world.objects.stockRoom(at().shop.storeId);
    const holdId = randomIds.next();
    await door.hold({ holdId, lines: [{ variantId: at().shop.variantId, quantity }], channel: 'web', holdMs: 60_000 });
    await door.commit(holdId, holdId);
    await at().shop.world.report(at().shop.storeId);
  };

  it('values stock as of a day by batch and by moving average, and every paisa is in it', async () => {
    await received({ acceptedQuantity: 10, costPaise: 9_000 });
    at().office.clock.advanceMs(86_400_000);
    await received({ batchNumber: 'B2', acceptedQuantity: 10, costPaise: 11_000, expiresOn: '2032-01-31' });
    await sell(5);
    const now = await stockValueTotal(at().shop.manager, { storeId: at().shop.storeId });
    // The five that expire first went: at Rs 90 by batch, at Rs 100 on average.
    expect(now).toMatchObject({ quantity: 15, batchCostPaise: 155_000, movingAveragePaise: 150_000 });
    const before = await stockValue(at().shop.manager, { storeId: at().shop.storeId, asOf: '2026-11-22' });
    expect(before.data).toMatchObject([{ quantity: 10, batchCostPaise: 90_000, movingAveragePaise: 90_000 }]);
    expect(await refusal(stockValue(at().shop.manager, { storeId: at().shop.storeId, asOf: '2026-12-01' }))).toBe(
      'invalid_input',
    );
  });

  it('lets the value travel with a transfer: the other store gets what this one gave up', async () => {
    const { office, shop } = at();
    await received({ acceptedQuantity: 10, rejectedQuantity: 0, freeQuantity: 2, costPaise: 9_000 });
    const other = await office.newStore();
    const wanted = { fromStoreId: shop.storeId, toStoreId: other, lines: [{ variantId: shop.variantId, quantity: 4 }] };
    const { id: transferId } = await createTransfer(shop.owner, { ...wanted, key: randomIds.next() });
    await dispatchTransfer(shop.owner, { transferId, key: randomIds.next() });
    for (const store of [shop.storeId, other]) await shop.world.report(store);
    const worth = (storeId: string) => stockValueTotal(shop.owner, { storeId });
    // Twelve pieces for Rs 900: Rs 75 each, the free ones too.
    expect(await worth(shop.storeId)).toMatchObject({ quantity: 8, batchCostPaise: 60_000 });
    expect(await worth(other)).toMatchObject({ quantity: 4, batchCostPaise: 30_000, movingAveragePaise: 30_000 });
  });

  it('proposes whole packs of what runs out, and one call makes them draft orders, once', async () => {
    await received({ acceptedQuantity: 30 });
    at().office.clock.advanceMs(10 * 86_400_000);
    await sell(20);
    const proposals = () =>
      listPurchaseProposals(at().shop.manager, { storeId: at().shop.storeId, supplierId: at().shop.supplier.id });
    const [proposal] = (await proposals()).data;
    // Two a day for 5 + 7 days and 7 in reserve: 38, of which 10 are there.
    expect(proposal).toMatchObject({ soldQuantity: 20, windowDays: 10, onHand: 10, targetStock: 38, quantity: 36 });
    const accepted = {
      storeId: at().shop.storeId,
      key: randomIds.next(),
      lines: [{ variantId: at().shop.variantId, supplierId: at().shop.supplier.id, quantity: 36 }],
    };
    const { data } = await orderProposals(at().shop.manager, accepted);
    expect(data).toMatchObject([{ status: 'draft', lines: [{ quantity: 36, costPaise: 9_000 }] }]);
    expect((await orderProposals(at().shop.manager, accepted)).data).toEqual(data);
    expect((await proposals()).data).toEqual([]);
  });

  it('tells what will expire unsold at its cost, and to do with it what saves most', async () => {
    const accept = { shortDated: true };
    const line = { acceptedQuantity: 100, expiresOn: '2027-03-31', costPaise: 9_000 };
    await receiveGoods(at().shop.manager, { ...at().shop.delivery(null, line), accept });
    at().office.clock.advanceMs(10 * 86_400_000);
    await sell(10);
    const { data } = await listExpiryRisk(at().shop.manager, { storeId: at().shop.storeId });
    // One a day until 31 December, three months before its expiry: 30 of 90 from 2 December on.
    expect(data).toMatchObject([
      {
        sellableUntil: '2026-12-31',
        quantity: 90,
        unsoldQuantity: 60,
        unsoldPaise: 540_000,
        actions: [{ kind: 'return', quantity: 60, supplierId: at().shop.supplier.id }],
      },
    ]);
    expect(await expiryRiskTotal(at().shop.manager, { storeId: at().shop.storeId })).toMatchObject({
      batches: 1,
      valuePaise: 540_000,
      byAction: { returnPaise: 540_000 },
    });
    await changeSupplier(at().shop.owner, { supplierId: at().shop.supplier.id, returnWindowDays: 0 });
    const [later] = (await listExpiryRisk(at().shop.manager, { storeId: at().shop.storeId })).data;
    expect(later?.actions).toEqual([{ kind: 'discount', quantity: 60, valuePaise: 540_000 }]);
  });
}
