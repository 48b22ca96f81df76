import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startBrowser } from '../../browser.ts';
import { eventually, stockOwnVariant } from '../../own-stock.ts';
import { asOperator, call, fillCart } from '../../shopper.ts';
import { axeFindings, fillCheckout, type Visit, visit } from './visit.ts';

/** By the name that the shop itself uses: providers send people back there, and cookies belong to a host. */
const shop = { ...inject('shop'), url: inject('shop').url.replace('//127.0.0.1:', '//localhost:') };
let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const placeButton = 'form.checkout button[type=submit]';
const main = async (page: Page) => (await page.locator('main').textContent()) ?? '';
const orderIdOf = (page: Page) => /\/order\/([\w-]+)/.exec(page.url())?.[1] ?? '';

/** A shopper whose cart holds pieces of a product that nobody else sells. */
async function shopper(scripts = true): Promise<Visit & { variantId: string }> {
  const { variantId, storeId } = await stockOwnVariant(shop, 10);
  const cart = await fillCart(shop, variantId, 2, storeId);
  const seen = await visit(browser, 'phone', scripts);
  await seen.context.addCookies([{ name: 'cart', value: `${cart.id}.${cart.token}`, url: shop.url }]);
  return { ...seen, variantId };
}

async function toPayment(page: Page, method: string): Promise<void> {
  await page.goto(`${shop.url}/checkout`);
  await fillCheckout(page);
  await page.check(`[name=paymentMethod][value=${method}]`);
  await page.click(placeButton);
}

/** At the provider's own page, on another address. */
const atProvider = (page: Page) => page.waitForURL((url) => url.origin !== new URL(shop.url).origin);

async function staff(path: string, body: unknown, key: string) {
  const answer = await call(shop, 'POST', path, { body, headers: { ...asOperator(shop), 'idempotency-key': key } });
  if (answer.status >= 300) throw new Error(`${path} was refused: ${answer.status} ${answer.text}`);
  return answer.json;
}

/** What the staff do until the goods are at the door. */
async function deliver(orderId: string): Promise<void> {
  const at = (verb: string) => `/v1/admin/orders/${orderId}/${verb}`;
  await staff(at('confirm'), {}, 'confirm');
  const read = await call(shop, 'GET', `/v1/admin/orders/${orderId}`, { headers: asOperator(shop) });
  const order = read.json as { lines: { position: number; quantity: number; batch: { number: string } }[] };
  const lines = order.lines.map(({ position, quantity, batch }) => ({
    position,
    picked: quantity,
    batchNumber: batch.number,
  }));
  await staff(at('pick'), { lines }, 'pick');
  const packed = await staff(at('pack'), { parcels: [{ weightGrams: 200 }] }, 'pack');
  const [shipment] = packed.shipments as { id: string }[];
  await staff(at('shipments'), { shipmentId: shipment?.id, trackingNumber: 'TEST123IN' }, 'ship');
  await staff(at('deliver'), { shipmentId: shipment?.id }, 'deliver');
}

describe('a card payment', () => {
  it('leads to the provider and back to the order without JavaScript, and leaves no way to pay it twice', async () => {
    const { context, page } = await shopper(false);
    await toPayment(page, 'card');
    await atProvider(page);
    await page.click('button[value=pay]');
    await page.waitForURL(/\/order\//, { timeout: 20_000 });
    expect(await main(page)).toMatch(/Card, ₹[\d.,]+, paid/);
    const order = page.url();
    await page.goto(`${shop.url}/checkout/paid`);
    expect(await main(page)).toContain('another browser');
    await page.goto(order);
    expect(await main(page)).toContain('Thank you');
    await context.close();
  });

  it('that was left can be given up: the cart is open again, and what was typed is still there', async () => {
    const { context, page } = await shopper();
    await toPayment(page, 'card');
    await atProvider(page);
    await page.click('button[value=cancel]');
    await page.waitForURL(/\/checkout\/paid/);
    expect(await main(page)).toContain('Waiting for your payment');
    await page.goto(`${shop.url}/cart`);
    expect(await main(page)).toContain('waits for its payment');
    await page.goto(`${shop.url}/checkout`);
    await page.waitForURL(/\/checkout\/paid/);
    // The page looks again by itself, but not for ever: then it stands still.
    await page.goto(`${shop.url}/checkout/paid?looked=60`);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Pay another way' }).click();
    await page.waitForURL(/\/checkout$/);
    expect(await page.inputValue('[name=name]')).toBe('Asha Rao');
    await page.check('[name=paymentMethod][value=cod]');
    await page.click(placeButton);
    await page.waitForURL(/\/order\//);
    await context.close();
  });
});

describe('a payment by UPI', () => {
  it('that fails at first goes through at the second try', async () => {
    const { context, page } = await shopper();
    await toPayment(page, 'upi');
    await atProvider(page);
    await page.click('button[value=fail]');
    await page.click('button[value=pay]');
    await page.waitForURL(/\/order\//, { timeout: 20_000 });
    expect(await main(page)).toMatch(/UPI, ₹[\d.,]+, paid/);
    await context.close();
  });

  it('QR shows the code, the amount and the reference, and waits for somebody who has seen the money', async () => {
    const { context, page } = await shopper();
    await toPayment(page, 'upi_qr');
    await page.waitForURL(/\/checkout\/paid/);
    expect(await page.locator('svg.qr path').getAttribute('d')).toMatch(/^M\d/);
    const seen = await main(page);
    expect(seen).toMatch(/Amount₹[\d.,]+/);
    expect(seen).toContain('Reference');
    expect(await axeFindings(page)).toEqual([]);
    await context.close();
  });
});

describe('codes', () => {
  it('a coupon that is none is told beside its field, one that counts stands in the bill and can be taken out', async () => {
    const { context, page } = await shopper();
    await page.goto(`${shop.url}/cart`);
    await page.fill('[name=newCoupon]', 'no-such-code');
    await page.getByRole('button', { name: 'Apply' }).click();
    expect(await page.locator('#newCoupon-error').textContent()).toContain('no such coupon');
    expect(await page.inputValue('[name=newCoupon]')).toBe('NO-SUCH-CODE');
    await page.fill('[name=newCoupon]', 'welcome10');
    await page.getByRole('button', { name: 'Apply' }).click();
    expect(await main(page)).toContain('WELCOME10 is applied');
    expect(await page.locator('.totals').textContent()).toContain('WELCOME10');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove coupon WELCOME10' }).click();
    expect(await page.locator('.totals').textContent()).not.toContain('WELCOME10');
    await context.close();
  });

  it('a gift card pays what it can and cash the rest, and its balance says so', async () => {
    const { context, page, variantId } = await shopper();
    const card = { amountPaise: 5_000, reason: 'Sold', expiresAt: null };
    const { code } = (await staff('/v1/admin/vouchers/gift-cards', card, variantId)) as { code: string };
    await page.goto(`${shop.url}/checkout`);
    await fillCheckout(page);
    await page.fill('[name=newGiftCard]', code);
    await page.check('[name=paymentMethod][value=cod]');
    await page.getByRole('button', { name: 'Use it' }).click();
    expect(await page.inputValue('[name=line1]')).toBe('12 Laxmi Road');
    expect(await page.locator('.if-delivered .sum').textContent()).toContain('−₹50.00');
    await page.click(placeButton);
    await page.waitForURL(/\/order\//);
    expect(await main(page)).toMatch(/Gift card, ₹50\.00, paid/);
    expect(await main(page)).toMatch(/Cash on delivery, ₹[\d.,]+, to be paid/);
    await page.goto(`${shop.url}/gift-card`);
    await page.fill('[name=code]', code);
    await page.getByRole('button', { name: 'Show what is left' }).click();
    expect(await main(page)).toContain('₹0.00 is left');
    expect(await axeFindings(page)).toEqual([]);
    await context.close();
  });
});

describe('goods that are collected', () => {
  it('cost no delivery, ask for no address and say where and when', async () => {
    const { context, page } = await shopper();
    await page.goto(`${shop.url}/checkout`);
    await page.check('[name=deliveryMethod][value=pickup]');
    expect(await page.locator('[name=line1]').isVisible()).toBe(false);
    await page.fill('[name=name]', 'Asha Rao');
    await page.fill('[name=email]', 'asha.rao@example.com');
    await page.fill('[name=phone]', '98123 45678');
    await page.check('[name=paymentMethod][value=cod]');
    await page.click(placeButton);
    await page.waitForURL(/\/order\//);
    expect(await main(page)).toContain('To be collected at');
    expect(await page.locator('.totals').textContent()).toMatch(/Deliveryfree/);
    await context.close();
  });
});

describe('an order of a guest', () => {
  it('is cancelled by its buyer, who sees the money go back', async () => {
    const { context, page } = await shopper();
    await toPayment(page, 'card');
    await atProvider(page);
    await page.click('button[value=pay]');
    await page.waitForURL(/\/order\//, { timeout: 20_000 });
    await page.getByRole('link', { name: 'Cancel the order' }).click();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await page.waitForURL(/done=cancelled/);
    const seen = await eventually(
      async () => {
        await page.reload();
        return main(page);
      },
      (text) => text.includes('went back to you'),
    );
    expect(seen).toMatch(/Cancellation/);
    await context.close();
  });

  it('that has arrived is given back line by line, once however often the form is sent', async () => {
    const { context, page } = await shopper();
    await toPayment(page, 'cod');
    await page.waitForURL(/\/order\//);
    await deliver(orderIdOf(page));
    await page.reload();
    expect(await main(page)).toContain('TEST123IN');
    await page.getByRole('link', { name: 'Give something back' }).click();
    await page.getByRole('button', { name: 'Ask to give it back' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('at least one line');
    expect(await axeFindings(page)).toEqual([]);
    await page.locator('.give-back input').fill('1');
    await page.locator('main form button[type=submit]').dblclick();
    await page.waitForURL(/done=returned/);
    const entries = await page.locator('section:has(#returns) .entry').allTextContents();
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatch(/Return: asked for, waiting for the goods/);
    await context.close();
  });
});
