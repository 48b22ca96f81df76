import { expect, it } from 'vitest';
import {
  approvePurchaseOrder,
  changePurchaseOrder,
  createPurchaseOrder,
  movePurchaseOrder,
  setPurchasingRules,
} from '#modules/purchasing';
import { randomIds } from '#platform/ids';
import type { PurchasingScene } from './purchasing-shop.ts';
import { auditOf, refusal } from './staff.ts';

/** Purchase orders, in whatever shop and on whatever engine the test runs. */
export function purchaseOrderCases(at: () => PurchasingScene): void {
  const draft = (key: string, quantity = 100) => ({
    storeId: at().shop.storeId,
    key,
    supplierId: at().shop.supplier.id,
    lines: [
      { variantId: at().shop.variantId, quantity, freeQuantity: 10, costPaise: 10_000, discountBasisPoints: 1_000 },
    ],
  });

  it('is one order for one key, also when it comes twice at once, and another order under the key is told', async () => {
    const key = randomIds.next();
    const twice = await Promise.all([
      createPurchaseOrder(at().shop.manager, draft(key)),
      createPurchaseOrder(at().shop.manager, draft(key)),
    ]);
    expect(twice[1]).toEqual(twice[0]);
    expect(twice[0]).toMatchObject({ status: 'draft', netPaise: 900_000, taxPaise: 45_000, totalPaise: 945_000 });
    expect(twice[0]?.number).toMatch(/^Q\d\d\/P2627\/000001$/);
    expect(twice[0]?.expectedOn).toBe('2026-11-27');
    expect(await refusal(createPurchaseOrder(at().shop.manager, draft(key, 99)))).toBe('idempotency_mismatch');
    const next = await createPurchaseOrder(at().shop.manager, draft(randomIds.next()));
    expect(next.number.slice(-6)).toBe('000002');
  });

  it('keeps its number when the answer is lost, and the same key answers it', async () => {
    const key = randomIds.next();
    at().shop.world.losingNumbers = 'answers';
    expect(await refusal(createPurchaseOrder(at().shop.manager, draft(key)))).toMatch(/lost/);
    at().shop.world.losingNumbers = null;
    expect((await createPurchaseOrder(at().shop.manager, draft(key))).number.slice(-6)).toBe('000001');
  });

  it('above the limit is approved first, by somebody who may, and again when it gets dearer', async () => {
    const rules = { overReceiptBasisPoints: 0, minimumLifeDays: 90, reviewPeriodDays: 7, safetyDays: 7 };
    await setPurchasingRules(at().shop.owner, {
      storeId: at().shop.storeId,
      approvalAbovePaise: 900_000,
      demandWindowDays: 90,
      ...rules,
    });
    const { id: purchaseOrderId } = await createPurchaseOrder(at().shop.manager, draft(randomIds.next()));
    const send = () => movePurchaseOrder(at().shop.manager, { purchaseOrderId, to: 'sent' });
    expect(await refusal(send())).toBe('conflict');
    expect(await refusal(approvePurchaseOrder(at().shop.manager, { purchaseOrderId }))).toBe('forbidden');
    const accountant = at().shop.as(await at().office.join('accountant'));
    await approvePurchaseOrder(accountant, { purchaseOrderId });
    const lines = [{ variantId: at().shop.variantId, quantity: 200, costPaise: 10_000 }];
    await changePurchaseOrder(at().shop.manager, { purchaseOrderId, lines });
    expect(await refusal(send())).toBe('conflict');
    expect(await approvePurchaseOrder(accountant, { purchaseOrderId })).toMatchObject({ approvedPaise: 2_100_000 });
    expect(await send()).toMatchObject({ status: 'sent' });
    expect(await refusal(changePurchaseOrder(at().shop.manager, { purchaseOrderId, lines }))).toBe(
      'illegal_transition',
    );
    const actions = (await auditOf(at().office.db, purchaseOrderId)).map(({ action }) => action.split('.')[1]);
    expect(actions).toEqual(['create_order', 'approve_order', 'change_order', 'approve_order', 'send_order']);
  });
}
