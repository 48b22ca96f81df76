import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type SamplePerson, samplePeople } from '../../db/seed/people.ts';
import { addAccounts } from '../../scripts/runtime/sample-accounts.ts';
import { startBrowser } from '../browser.ts';
import { asOperator, call, checkout, fillCart } from '../shopper.ts';
import { AuthenticatorApp } from './browser/authenticator-app.ts';

const shop = inject('shop');

interface Product {
  name: string;
  variants: { id: string; sku: string; availability: string; price: { amount: number } }[];
}

async function anyProduct(): Promise<Product> {
  const list = await call(shop, 'GET', '/v1/products?limit=1&inStock=true');
  const [card] = list.json.data as { handle: string }[];
  const product = await call(shop, 'GET', `/v1/products/${card?.handle}`);
  return product.json as unknown as Product;
}

/** An owner of this file's own: a code of the app is good once, and others sign in as the sample company's owner. */
const owner: SamplePerson = {
  email: 'owner@console.example',
  name: 'Ira Deshpande',
  role: 'owner',
  stores: 'all',
  password: 'a passphrase of the console',
  totpSecret: 'KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD',
};

beforeAll(() => addAccounts(shop.database, shop.secrets, [owner]));

const apps = new Map<string, AuthenticatorApp>();

/** Signs in where the console sends whoever is a stranger to it, with the app's code where the account has one. */
async function enterAs(page: Page, role: string): Promise<void> {
  const person = role === owner.role ? owner : samplePeople.find((each) => each.role === role);
  if (person === undefined) throw new Error(`The sample company has no ${role}`);
  await page.goto(`${shop.url}/admin`);
  await page.waitForURL(/\/sign-in\?next=%2Fadmin/);
  await page.fill('[name=email]', person.email);
  await page.fill('[name=password]', person.password);
  await page.keyboard.press('Enter');
  if (person.totpSecret !== undefined) {
    const app = apps.get(role) ?? new AuthenticatorApp(person.totpSecret);
    apps.set(role, app);
    await page.waitForURL(/\/sign-in\/second-factor/);
    await page.fill('[name=code]', await app.next());
    await page.keyboard.press('Enter');
  }
  await page.waitForURL(/\/admin/);
  await page.waitForSelector('.rail');
}

async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const serious = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id);
  });
  expect(serious).toEqual([]);
}

describe.each([
  { screen: 'a desk', viewport: { width: 1440, height: 900 } },
  { screen: 'a phone', viewport: { width: 390, height: 844 } },
])('the console on $screen', ({ viewport }) => {
  let browser: Browser;
  let page: Page;
  const refused: string[] = [];
  beforeAll(async () => {
    browser = await startBrowser();
    page = await browser.newPage({ viewport });
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    });
  });
  afterAll(() => browser.close());

  it('sends a stranger to sign in and back, and says who works here', async () => {
    await enterAs(page, 'owner');
    expect(await page.locator('.who').textContent()).toContain('Ira Deshpande');
    expect(await page.locator('.rail nav a').count()).toBe(3);
    await expectAccessible(page);
  });

  it('shows an order in sales and messages within seconds, in both languages', async () => {
    const variant = (await anyProduct()).variants.find(({ availability }) => availability !== 'out');
    if (variant === undefined) throw new Error('nothing to buy');
    const placed = await checkout(shop, await fillCart(shop, variant.id), crypto.randomUUID());
    expect(placed.status).toBe(201);
    const confirmation = page.getByText(`Your order ${String(placed.json.number)} is confirmed`);
    await page.getByRole('link', { name: 'Messages', exact: true }).click();
    await expect
      .poll(
        async () => {
          await page.getByRole('button', { name: 'Refresh' }).click();
          return confirmation.count();
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe(1);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Today', exact: true }).click();
    await page.waitForSelector('#products');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'हिन्दी' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('आज');
    await page.getByRole('button', { name: 'English' }).click();
  });

  it('sets a price by keyboard alone, shows before and after, and refuses one above the MRP', async () => {
    const product = await anyProduct();
    await page.getByRole('link', { name: 'Prices' }).click();
    await page.keyboard.press('/');
    await page.keyboard.type(product.name);
    await page.keyboard.press('Enter');
    await page.locator('.results button').first().press('Enter');
    await page.locator('.detail tbody button').first().press('Enter');
    await page.keyboard.type('99999');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.wrong');
    await expectAccessible(page);
    const paise = 1_000 + Math.floor(Math.random() * 900);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(String(paise / 100));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.done');
    const sku = await page.locator('.detail tbody th .below').first().textContent();
    await expect
      .poll(async () => {
        const found = await call(shop, 'GET', `/v1/search?q=${encodeURIComponent(product.name)}`, {
          headers: asOperator(shop),
        });
        const handles = (found.json.data as { handle: string }[]).map(({ handle }) => handle);
        const read = await Promise.all(handles.map((handle) => call(shop, 'GET', `/v1/products/${handle}`)));
        const variants = read.flatMap(({ json }) => (json as unknown as Product).variants);
        return variants.find((variant) => variant.sku === sku)?.price.amount;
      })
      .toBe(paise);
  });

  it('renews a session that has run out, without asking', async () => {
    await page.context().clearCookies({ name: /tincture-access$/ });
    await page.reload();
    await page.waitForSelector('.rail');
    await page.context().clearCookies({ name: /tincture-access$/ });
    await page.getByRole('link', { name: 'Messages', exact: true }).click();
    await page.waitForSelector('table');
  });

  it('runs under its policy, keeps no secret where scripts can read it, and closes on sign-out', async () => {
    expect(refused).toEqual([]);
    const readable = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]));
    expect(readable).not.toMatch(/tincture-(?:access|refresh)|eyJ/);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(/\/sign-in/);
    await page.goto(`${shop.url}/admin`);
    await page.waitForURL(/\/sign-in/);
  });

  it('offers only the areas that somebody may enter, and none to a customer', async () => {
    await enterAs(page, 'analyst');
    expect(await page.locator('.rail nav a').allTextContents()).toEqual(['Today']);
    await page.waitForSelector('#stores');
    expect([await page.locator('#latest').count(), await page.locator('[role=alert]').count()]).toEqual([0, 0]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(/\/sign-in/);
    await enterAs(page, 'customer');
    expect(await page.locator('.rail nav a').count()).toBe(0);
    expect(await page.locator('main').textContent()).toContain('Nothing to do here');
    await expectAccessible(page);
  });
});
