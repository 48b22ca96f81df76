import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startBrowser } from '../../browser.ts';
import { stockOwnVariant } from '../../own-stock.ts';
import { fillCart } from '../../shopper.ts';
import {
  goToCheckout,
  mailedLink,
  PASSWORD,
  setUpSecondFactor,
  signIn,
  signOut,
  signUp,
  submit,
  type Walker,
  walker,
} from './account-walk.ts';
import { visit } from './visit.ts';

const shop = inject('shop');
const MINUTE_MS = 60_000;
let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const newAddress = () => `walk-${crypto.randomUUID()}@example.com`;
const pathOf = (page: Page) => new URL(page.url()).pathname;
const textOf = (page: Page) => page.locator('main').textContent();

async function fillAddress(page: Page): Promise<void> {
  await page.fill('[name=phone]', '98123 45678');
  await page.fill('[name=line1]', '12 Laxmi Road');
  await page.fill('[name=city]', 'Pune');
  await page.fill('[name=postalCode]', '411 030');
  await page.selectOption('[name=stateCode]', '27');
}

/** A browser that signs in as well, as somebody else's or an old one would be. */
async function secondBrowser(email: string, answer: (page: Page) => Promise<void>): Promise<[BrowserContext, Walker]> {
  const { context, page } = await visit(browser, 'phone', false);
  const other = walker(page, shop.url);
  await signIn(other, email);
  await answer(page);
  expect(pathOf(page)).toBe('/account');
  return [context, other];
}

const walks = [
  { name: 'with JavaScript', scripts: true, prefix: '' },
  { name: 'without JavaScript', scripts: false, prefix: '' },
  { name: 'without JavaScript, in Hindi', scripts: false, prefix: '/hi' },
];

describe.each(walks)('an account from beginning to end $name', ({ scripts, prefix }) => {
  it('signs up, orders, gets a second factor, sees its sessions, takes its data and is erased', {
    timeout: 4 * MINUTE_MS,
  }, async () => {
    const email = newAddress();
    const { context, page, complaints } = await visit(browser, scripts ? 'desktop' : 'phone', scripts);
    const walk = walker(page, shop.url, prefix);
    await signUp(walk, email);
    expect(await page.locator('h1').textContent()).toContain('Asha Rao');

    await page.goto(walk.at('/account/addresses'));
    await fillAddress(page);
    await submit(page);
    expect(await page.locator('[role=status]').count()).toBe(1);

    const own = await stockOwnVariant(shop, 2);
    await goToCheckout(walk, await fillCart(shop, own.variantId, 1, own.storeId));
    expect(await page.inputValue('[name=email]')).toBe(email);
    expect(await page.inputValue('[name=line1]')).toBe('12 Laxmi Road');
    await submit(page, 'form.checkout');
    expect(pathOf(page)).toMatch(/\/order\//);
    const number = /[A-Z]{3}\/\d\d-\d\d\/\d{6}/.exec((await textOf(page)) ?? '')?.[0] ?? 'none';
    await page.goto(walk.at('/account/orders'));
    await Promise.all([page.waitForEvent('load'), page.getByRole('link', { name: number }).click()]);
    expect(await page.locator('.receipt-number').textContent()).toBe(number);

    const { app, recovery } = await setUpSecondFactor(walk);
    await signOut(walk);
    await page.goto(walk.at('/account/orders'));
    expect(pathOf(page)).toBe(`${prefix}/sign-in`);
    await signIn(walk, email, '/sign-in?next=%2Faccount%2Forders');
    expect(pathOf(page)).toBe(`${prefix}/sign-in/second-factor`);
    await page.fill('[name=code]', '000000');
    await submit(page);
    expect(await page.locator('#code-error').textContent()).not.toBe('');
    await page.fill('[name=code]', await app.next());
    await submit(page);
    expect(pathOf(page)).toBe('/account/orders');

    const [otherContext, other] = await secondBrowser(email, async (otherPage) => {
      await otherPage.goto(`${otherPage.url()}&method=recovery_code`);
      await otherPage.fill('[name=code]', recovery[0] ?? '');
      await submit(otherPage);
    });
    await page.goto(walk.at('/account/security'));
    expect(await page.locator('#sessions li').count()).toBe(2);
    await submit(page, '#sessions li form');
    expect(await page.locator('#sessions li').count()).toBe(1);
    await other.page.goto(other.at('/account'));
    expect(pathOf(other.page)).toBe('/sign-in');
    await otherContext.close();

    const file = await context.request.get(walk.at('/account/data/export'));
    expect(file.headers()['content-disposition']).toContain('attachment');
    const data = await file.text();
    for (const own of [email, number, '12 Laxmi Road']) expect(data).toContain(own);

    await page.goto(walk.at('/account/data'));
    await page.fill('[name=confirm]', 'erase');
    await submit(page);
    expect(await page.locator('#confirm-error').count()).toBe(1);
    await page.fill('[name=confirm]', 'ERASE');
    await submit(page);
    if (pathOf(page).endsWith('/step-up')) {
      await page.fill('[name=code]', await app.next());
      await submit(page);
      await page.fill('[name=confirm]', 'ERASE');
      await submit(page);
    }
    expect(pathOf(page)).toBe(`${prefix}/account/erased`);
    await signIn(walk, email);
    expect(pathOf(page)).toBe(`${prefix}/sign-in`);
    expect(await page.locator('.notice.bad').count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('a passkey', () => {
  it('is added, signs in by itself and is removed', { timeout: 2 * MINUTE_MS }, async () => {
    const email = newAddress();
    const { context, page, complaints } = await visit(browser, 'desktop');
    const walk = walker(page, shop.url.replace('127.0.0.1', 'localhost'));
    const debuggerOfPage = await context.newCDPSession(page);
    await debuggerOfPage.send('WebAuthn.enable');
    await debuggerOfPage.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await signUp(walk, email);
    await page.goto(walk.at('/account/security'));
    await page.fill('[name=passkeyName]', 'Clinic computer');
    await page.click('[data-add-passkey] button');
    await page.waitForSelector('[data-passkey-refused]:not([hidden])');
    await page.fill('[data-add-passkey] [name=password]', PASSWORD);
    await submit(page, '[data-add-passkey]');
    expect(await textOf(page)).toContain('Clinic computer');

    await signOut(walk);
    await page.goto(walk.at('/sign-in?next=%2Faccount%2Fsecurity'));
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.waitForURL(/\/account\/security$/);
    await page.getByRole('button', { name: 'Remove Clinic computer' }).click();
    await page.waitForURL(/done=removed/);
    expect(await textOf(page)).not.toContain('Clinic computer');
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('ways into an account by mail', () => {
  it('sign in by a link and set a new password, each link once and never by opening it', {
    timeout: 2 * MINUTE_MS,
  }, async () => {
    const email = newAddress();
    const { context, page } = await visit(browser, 'phone', false);
    const walk = walker(page, shop.url);
    await signUp(walk, email);
    await signOut(walk);

    await page.goto(walk.at('/sign-in/link'));
    await page.fill('[name=email]', email);
    await submit(page);
    const link = walk.at(await mailedLink(shop.url, email, 'sign-in/link'));
    for (let opened = 0; opened < 3; opened++) await page.goto(link);
    await submit(page);
    expect(pathOf(page)).toBe('/account');
    await signOut(walk);
    await page.goto(link);
    await submit(page);
    expect(await page.locator('.notice.bad').count()).toBe(1);

    await page.goto(walk.at('/forgot'));
    await page.fill('[name=email]', email);
    await submit(page);
    await page.goto(walk.at(await mailedLink(shop.url, email, 'reset')));
    await page.fill('[name=password]', 'short');
    await submit(page);
    expect(await page.locator('#password-error').count()).toBe(1);
    await page.fill('[name=password]', `${PASSWORD} of spring`);
    await submit(page);
    expect(await page.locator('[role=status]').count()).toBe(1);
    await signIn(walk, email);
    expect(await page.locator('.notice.bad').count()).toBe(1);
    expect(await page.inputValue('[name=email]')).toBe(email);
    expect(await page.inputValue('[name=password]')).toBe('');
    await context.close();
  });
});

describe('a session that has run out', () => {
  it('goes on without asking, a form that is sent then too, in many tabs at once', {
    timeout: 2 * MINUTE_MS,
  }, async () => {
    const email = newAddress();
    const { context, page } = await visit(browser, 'desktop', false);
    const walk = walker(page, shop.url);
    await signUp(walk, email);
    const runOut = () => context.clearCookies({ name: /tincture-access$/ });

    await page.goto(walk.at('/account/profile'));
    await page.fill('[name=name]', 'Asha R. Rao');
    await runOut();
    await submit(page);
    expect(await page.inputValue('[name=name]')).toBe('Asha R. Rao');

    await runOut();
    const tabs = await Promise.all(Array.from({ length: 5 }, () => context.newPage()));
    await Promise.all(tabs.map((tab) => tab.goto(walk.at('/account/orders'))));
    expect(tabs.map(pathOf)).toEqual(Array(5).fill('/account/orders'));
    await context.close();
  });
});

describe('pages of an account', () => {
  it('are kept nowhere, and follow no address that leads elsewhere', async () => {
    for (const path of [
      '/sign-in',
      '/sign-up',
      '/verify?token=x',
      '/forgot',
      '/account',
      '/hi/account/orders',
      '/step-up',
    ]) {
      const answer = await fetch(shop.url + path, { redirect: 'manual' });
      expect([path, answer.headers.get('cache-control')]).toEqual([path, 'private, no-store']);
    }
    for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', '/.//evil.example']) {
      const html = await (await fetch(`${shop.url}/sign-in?next=${encodeURIComponent(next)}`)).text();
      expect(html).toContain('action="/sign-in?next=%2Faccount"');
    }
  });

  it('take no form from another site, and sign nobody out by a link', async () => {
    const body = new URLSearchParams({ email: 'a@example.com', password: PASSWORD });
    const headers = { origin: 'https://evil.example' };
    const posted = await fetch(`${shop.url}/sign-in`, { method: 'POST', body, headers, redirect: 'manual' });
    expect(posted.status).toBe(403);
    const left = await fetch(`${shop.url}/sign-out`, { redirect: 'manual' });
    expect([left.status, left.headers.get('set-cookie')]).toEqual([303, null]);
  });
});
