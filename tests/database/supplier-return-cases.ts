import { expect, it } from 'vitest';
import {
  cancelSupplierReturn,
  completeReturns,
  createSupplierReturn,
  dispatchSupplierReturn,
  getSupplierReturn,
  listGoodsReceipts,
  listSupplierReturns,
  receiveGoods,
  settleSupplierReturn,
} from '#modules/purchasing';
import { fail } from '#platform/errors';
import { randomIds } from '#platform/ids';
import type { PurchasingScene } from './purchasing-shop.ts';
import { refusal } from './staff.ts';

/** Returns to a supplier, in whatever shop and on whatever engine the test runs. */
export function supplierReturnCases(at: () => PurchasingScene): void {
  const received = (change = {}) =>
    receiveGoods(at().shop.manager, at().shop.delivery(null, { costPaise: 9_000, ...change }));

  const rejected = async () => {
    const receipt = await received({ acceptedQuantity: 7, rejectedQuantity: 3, rejectReason: 'Leaking' });
    return receipt.lines[0]?.batchId ?? '';
  };
  const request = (batchId: string, quantity: number, state: 'quarantined' | 'sellable' = 'quarantined') => ({
    storeId: at().shop.storeId,
    key: randomIds.next(),
    supplierId: at().shop.supplier.id,
    lines: [{ batchId, quantity, state, reason: 'rejected_at_receipt' as const }],
  });

  it('takes rejected goods out of quarantine and has the debit note ready: amounts, tax and a number of its own', async () => {
    const batchId = await rejected();
    const wanted = request(batchId, 3);
    const drafted = await createSupplierReturn(at().shop.manager, wanted);
    expect(await createSupplierReturn(at().shop.manager, wanted)).toEqual(drafted);
    expect(drafted).toMatchObject({ status: 'draft', netPaise: 27_000, igstPaise: 1_350, totalPaise: 28_350 });
    expect(drafted.number).toMatch(/^Q\d\d\/D2627\/000001$/);
    expect(at().shop.shelf()[0]?.quantities.quarantined).toBe(3);
    const params = { supplierReturnId: drafted.id };
    expect(await dispatchSupplierReturn(at().shop.manager, params)).toMatchObject({ status: 'dispatched' });
    expect(await dispatchSupplierReturn(at().shop.manager, params)).toMatchObject({ status: 'dispatched' });
    expect(at().shop.shelf()[0]?.quantities).toMatchObject({ sellable: 7, quarantined: 0 });
    expect(await refusal(cancelSupplierReturn(at().shop.manager, params))).toBe('illegal_transition');
    const credit = { ...params, settledPaise: 28_350, creditNoteNumber: 'CN/9' };
    expect(await refusal(settleSupplierReturn(at().shop.manager, credit))).toBe('forbidden');
    expect(await refusal(settleSupplierReturn(at().shop.owner, { ...credit, settledPaise: 28_351 }))).toBe(
      'invalid_input',
    );
    const settled = await settleSupplierReturn(at().shop.owner, credit);
    expect(await settleSupplierReturn(at().shop.owner, credit)).toEqual(settled);
    expect(settled).toMatchObject({ status: 'settled', settledPaise: 28_350 });
  });

  it('gives nothing back twice: two drafts of the same pieces, and more than ever came', async () => {
    const batchId = await rejected();
    expect(await refusal(createSupplierReturn(at().shop.manager, request(batchId, 11)))).toBe('invalid_input');
    const [one, two] = [
      await createSupplierReturn(at().shop.manager, request(batchId, 7, 'sellable')),
      await createSupplierReturn(at().shop.manager, request(batchId, 7, 'sellable')),
    ];
    const outcomes = await Promise.all(
      [one, two].map(({ id }) => refusal(dispatchSupplierReturn(at().shop.manager, { supplierReturnId: id }))),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(at().shop.shelf()[0]?.quantities).toMatchObject({ sellable: 0, quarantined: 3 });
    const [loser] = (await listSupplierReturns(at().shop.manager, { storeId: at().shop.storeId, status: 'draft' }))
      .data;
    expect(await refusal(dispatchSupplierReturn(at().shop.manager, { supplierReturnId: loser?.id ?? '' }))).toBe(
      'invalid_input',
    );
    const cancelled = await cancelSupplierReturn(at().shop.manager, { supplierReturnId: loser?.id ?? '' });
    expect(cancelled.status).toBe('cancelled');
  });

  it('is a draft again when the shelf does not have the goods, and the receipt is as it was', async () => {
    const batchId = await rejected();
    const { id: supplierReturnId } = await createSupplierReturn(at().shop.manager, request(batchId, 5));
    expect(await refusal(dispatchSupplierReturn(at().shop.manager, { supplierReturnId }))).toBe('out_of_stock');
    expect(await getSupplierReturn(at().shop.manager, { supplierReturnId })).toMatchObject({ status: 'draft' });
    const [receipt] = (await listGoodsReceipts(at().shop.manager, { storeId: at().shop.storeId })).data;
    expect(receipt?.lines).toMatchObject([{ returnedQuantity: 0 }]);
  });

  it('goes on later when a part of the store does not answer: that is no refusal', async () => {
    const batchId = await rejected();
    const { id: supplierReturnId } = await createSupplierReturn(at().shop.manager, request(batchId, 3));
    const { manager } = at().shop;
    const stockRoom = (storeId: string) =>
      new Proxy(manager.objects.stockRoom(storeId), {
        get: (room, name) =>
          name === 'book' ? async () => fail('unavailable', 'A part does not answer.') : Reflect.get(room, name),
      });
    const partly = { ...manager, objects: { ...manager.objects, stockRoom } };
    expect(await refusal(dispatchSupplierReturn(partly, { supplierReturnId }))).toBe('unavailable');
    expect(await getSupplierReturn(manager, { supplierReturnId })).toMatchObject({ status: 'dispatching' });
    at().office.clock.advanceMs(61_000);
    expect(await completeReturns(manager, { storeId: at().shop.storeId })).toEqual({ completed: 1, failed: 0 });
    expect(at().shop.shelf()[0]?.quantities).toMatchObject({ sellable: 7, quarantined: 0 });
  });

  it.each(['requests', 'answers'] as const)(
    'survives a crash before the shelf answers (%s are lost)',
    async (losing) => {
      const batchId = await rejected();
      const { id: supplierReturnId } = await createSupplierReturn(at().shop.manager, request(batchId, 3));
      at().shop.world.losingStock = losing;
      expect(await refusal(dispatchSupplierReturn(at().shop.manager, { supplierReturnId }))).toMatch(/lost/);
      at().shop.world.losingStock = null;
      const sweep = () => completeReturns(at().shop.manager, { storeId: at().shop.storeId });
      expect(await sweep()).toEqual({ completed: 0, failed: 0 });
      at().office.clock.advanceMs(61_000);
      expect(await sweep()).toEqual({ completed: 1, failed: 0 });
      expect(await getSupplierReturn(at().shop.manager, { supplierReturnId })).toMatchObject({ status: 'dispatched' });
      expect(at().shop.shelf()[0]?.quantities).toMatchObject({ sellable: 7, quarantined: 0 });
    },
  );
}
