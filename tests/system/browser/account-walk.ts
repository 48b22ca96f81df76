import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Cart } from '../../shopper.ts';
import { AuthenticatorApp } from './authenticator-app.ts';

export const PASSWORD = 'three quiet remedies';

export interface Walker {
  page: Page;
  /** Where the shop is, with the language's prefix. */
  at: (path: string) => string;
  url: string;
}

export const walker = (page: Page, url: string, prefix = ''): Walker => ({
  page,
  url,
  at: (path) => url + prefix + path,
});

/** Presses the form's own button and waits for the page it leads to. */
export async function submit(page: Page, form = 'main form.form'): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.locator(`${form} button[type=submit]`).first().click()]);
}

/** The link in the newest mail to an address that leads to a page. Waits for the mail. */
export async function mailedLink(shopUrl: string, to: string, page: string): Promise<string> {
  const link = new RegExp(`https?://[^\\s"]+(/(?:hi/)?${page}\\?token=[\\w.%-]+)`);
  for (let tried = 0; tried < 100; tried++) {
    const list = await (await fetch(`${shopUrl}/dev/mails`)).text();
    const rows = [...list.matchAll(/<li><a href="([^"]+)">(.*?)<\/li>/gs)].filter(([, , row]) => row?.includes(to));
    for (const [, href] of rows) {
      const found = link.exec(await (await fetch(shopUrl + href)).text());
      if (found?.[1]) return found[1];
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`No mail with a link to ${page} came to ${to}`);
}

export async function signUp({ page, at, url }: Walker, email: string, name = 'Asha Rao'): Promise<void> {
  await page.goto(at('/sign-up'));
  expect(await page.locator('[name=offers]').isChecked()).toBe(false);
  await page.fill('[name=name]', name);
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', PASSWORD);
  await submit(page);
  expect(new URL(page.url()).pathname).toMatch(/\/sign-up\/sent$/);
  await page.goto(url + (await mailedLink(url, email, 'verify')));
  await submit(page);
  expect(new URL(page.url()).pathname).toMatch(/\/account$/);
}

export async function signIn({ page, at }: Walker, email: string, path = '/sign-in'): Promise<void> {
  await page.goto(at(path));
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', PASSWORD);
  await submit(page);
}

export async function signOut({ page, at }: Walker): Promise<void> {
  await page.goto(at('/account'));
  await submit(page, '.account-nav form');
}

/** Sets up a second factor and answers the app that shows its codes, and the recovery codes. */
export async function setUpSecondFactor({ page, at }: Walker): Promise<{ app: AuthenticatorApp; recovery: string[] }> {
  await page.goto(at('/account/security/second-factor'));
  await page.fill('[name=password]', PASSWORD);
  await submit(page);
  expect(await page.locator('.qr svg').count()).toBe(1);
  const app = new AuthenticatorApp((await page.locator('.secret').textContent()) ?? '');
  await page.fill('[name=code]', await app.next());
  await submit(page);
  const recovery = await page.locator('.codes li').allTextContents();
  expect(recovery.length).toBeGreaterThanOrEqual(8);
  return { app, recovery };
}

/** Goes to checkout with a cart of the test's own, as the browser that filled it would. */
export async function goToCheckout({ page, at, url }: Walker, cart: Cart): Promise<void> {
  await page.context().addCookies([{ name: 'cart', value: `${cart.id}.${cart.token}`, url }]);
  await page.goto(at('/checkout'));
}
