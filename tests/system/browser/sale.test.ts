import { sql } from 'drizzle-orm';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '#db/client';
import { startBrowser } from '../../browser.ts';
import { eventually } from '../../own-stock.ts';
import { devices, fillCheckout, visit } from './visit.ts';

const shop = inject('shop');
const db = openDatabase(shop.database);
let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const walks = (Object.keys(devices) as (keyof typeof devices)[]).flatMap((device) =>
  [true, false].map((scripts) => ({ device, scripts, name: `${device}, ${scripts ? 'with' : 'without'} JavaScript` })),
);

describe.each(walks)('from the first page to the receipt on $name', ({ device, scripts }) => {
  it('finds a remedy, picks potency and pack, and buys it', async () => {
    const { context, page, complaints } = await visit(browser, device, scripts);
    await page.goto(shop.url);
    // A search box without scripts, a combobox with them.
    const finder = page.locator('input[name=q]').first();
    await finder.fill('nux vom 200');
    await finder.press('Enter');
    await page.waitForURL(/\/search\?/);
    await page
      .getByRole('link', { name: /Nux vomica/i })
      .first()
      .click();
    await page.waitForURL(/\/product\//);
    await page.waitForLoadState();
    expect(await page.locator('h1').textContent()).toMatch(/Nux vomica/i);

    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.waitForURL(/\/cart$/);
    await page
      .getByRole('link', { name: /checkout/i })
      .first()
      .click();
    await page.waitForURL(/\/checkout$/);
    await fillCheckout(page);
    await page.locator('form.checkout button[type=submit]').click();
    await page.waitForURL(/\/order\//);
    const receipt = (await page.locator('main').textContent()) ?? '';
    const number = /[A-Z]{3}\/\d\d-\d\d\/\d{6}/.exec(receipt)?.[0] ?? '';
    expect(number).not.toBe('');

    const [order] = await db.query<{ id: string }>(sql`select id from orders where number = ${number}`);
    expect(page.url()).toContain(order?.id ?? 'no order');
    const mail = () => db.query(sql`select status from messages where subject_id = ${order?.id ?? ''}`);
    await eventually(mail, (rows) => rows.length === 1 && rows[0]?.status === 'sent');
    // A reload of the receipt, or a step back and forth, makes no second order.
    await page.reload();
    expect(await page.locator('main').textContent()).toContain(number);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('a shopper who errs', () => {
  it('gets every wrong field named beside it, and keeps what was typed', async () => {
    const { context, page } = await visit(browser, 'phone', false);
    await page.goto(`${shop.url}/search?q=arnica+30`);
    await page
      .getByRole('link', { name: /Arnica/i })
      .first()
      .click();
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.goto(`${shop.url}/checkout`);
    await fillCheckout(page);
    await page.locator('[name=email]').fill('not an address');
    await page.locator('[name=postalCode]').fill('12');
    await page.locator('form.checkout button[type=submit]').click();
    await page.waitForLoadState();
    expect(await page.locator('[aria-invalid=true]').count()).toBe(2);
    expect(await page.locator('#email-error').textContent()).not.toBe('');
    expect(await page.locator('[name=name]').inputValue()).toBe('Asha Rao');
    await context.close();
  });

  it('makes one order with a double click', async () => {
    const { context, page } = await visit(browser, 'desktop');
    await page.goto(`${shop.url}/search?q=belladonna+30`);
    await page
      .getByRole('link', { name: /Belladonna/i })
      .first()
      .click();
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.waitForURL(/\/cart$/);
    await page.goto(`${shop.url}/checkout`);
    await fillCheckout(page);
    const [before] = await db.query<{ n: number }>(sql`select count(*)::int as n from orders`);
    await page.locator('form.checkout button[type=submit]').dblclick();
    await page.waitForURL(/\/order\//);
    const [after] = await db.query<{ n: number }>(sql`select count(*)::int as n from orders`);
    expect((after?.n ?? 0) - (before?.n ?? 0)).toBe(1);
    await context.close();
  });
});
