import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { samplePeople } from '../../../db/seed/people.ts';
import { startBrowser } from '../../browser.ts';
import { call } from '../../shopper.ts';
import { signUp, submit, type Walker, walker } from './account-walk.ts';
import { visit } from './visit.ts';

const shop = inject('shop');
const MINUTE_MS = 60_000;
let browser: Browser;
let page: Page;
let walk: Walker;
beforeAll(async () => {
  browser = await startBrowser();
  ({ page } = await visit(browser, 'phone', false));
  walk = walker(page, shop.url);
  await signUp(walk, `areas-${crypto.randomUUID()}@example.com`);
});
afterAll(() => browser.close());

const rows = () => page.locator('.rows > li');
const saidDone = () => page.locator('[role=status]').textContent();

/** Presses a button by its name and waits for the page it leads to. */
const press = (name: string) =>
  Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()]);

async function addAddress(label: string, city: string): Promise<void> {
  await page.goto(walk.at('/account/addresses'));
  await page.fill('[name=label]', label);
  await page.fill('[name=line1]', '3 Station Road');
  await page.fill('[name=city]', city);
  await page.fill('[name=postalCode]', '440001');
  await page.selectOption('[name=stateCode]', '27');
  await submit(page);
}

describe('the areas of an account, without JavaScript', { timeout: 2 * MINUTE_MS }, () => {
  it('keep a profile, and say beside the field what is wrong with it', async () => {
    await page.goto(walk.at('/account/profile'));
    await page.fill('[name=phone]', '12');
    await submit(page);
    expect(await page.locator('#phone-error').textContent()).toContain('ten digits');
    expect(await page.inputValue('[name=phone]')).toBe('12');
    await page.fill('[name=phone]', '98123 45678');
    await submit(page);
    expect(await saidDone()).toBe('Saved.');
    expect(await page.inputValue('[name=phone]')).toBe('+919812345678');
  });

  it('keep addresses, one of them for checkout, that can be changed and removed', async () => {
    await addAddress('Home', 'Nagpur');
    await addAddress('Clinic', 'Pune');
    expect(await rows().count()).toBe(2);
    expect(await rows().first().locator('.tag').count()).toBe(1);
    await press('Fill in at checkout: Clinic');
    expect(await rows().filter({ hasText: 'Clinic' }).locator('.tag').count()).toBe(1);
    await page.getByRole('link', { name: 'Change Home' }).click();
    await page.waitForURL(/\/account\/addresses\/[\w-]+$/);
    await page.fill('[name=city]', '');
    await submit(page);
    expect(await page.locator('#city-error').count()).toBe(1);
    await page.fill('[name=city]', 'Wardha');
    await submit(page);
    expect(await rows().filter({ hasText: 'Home' }).textContent()).toContain('Wardha');
    await press('Remove Home');
    expect(await rows().count()).toBe(1);
  });

  it('give a consent and take it back with one press each', async () => {
    await page.goto(walk.at('/account/consents'));
    await press('Allow: Offers by email');
    expect(await rows().first().textContent()).toContain('You get these.');
    await press('Stop: Offers by email');
    expect(await rows().first().textContent()).toContain('You do not get these.');
  });

  it('change the password only for who knows the present one', async () => {
    await page.goto(walk.at('/account/security/password'));
    await page.fill('[name=current]', 'not the one at all');
    await page.fill('[name=password]', 'four quiet new words');
    await submit(page);
    expect(await page.locator('#current-error').count()).toBe(1);
  });

  it('offer no keys to a customer', async () => {
    expect((await page.goto(walk.at('/account/keys')))?.status()).toBe(404);
    await page.goto(walk.at('/account'));
    expect(await page.getByRole('link', { name: 'API keys' }).count()).toBe(0);
  });

  it('know no app that asks, and no provider, that is not there', async () => {
    await page.goto(walk.at('/consent?request=none'));
    expect(await page.locator('h1').textContent()).toBe('This request is over.');
    expect((await page.goto(walk.at('/sign-in/with/nobody')))?.status()).toBe(404);
    await page.goto(walk.at('/sign-in/from/nobody?error=access_denied'));
    expect(await page.locator('.notice.bad').count()).toBe(1);
  });
});

describe('keys for programs', () => {
  it('are shown once to a partner, open what was ticked, and nothing after they are removed', async () => {
    const partner = samplePeople.find(({ role }) => role === 'partner');
    const own = await visit(browser, 'desktop', false);
    await own.page.goto(`${shop.url}/sign-in?next=%2Faccount%2Fkeys`);
    await own.page.fill('[name=email]', partner?.email ?? '');
    await own.page.fill('[name=password]', partner?.password ?? '');
    await submit(own.page);
    const name = `Mirror ${crypto.randomUUID().slice(0, 8)}`;
    await own.page.fill('[name=name]', name);
    await submit(own.page);
    expect(await own.page.locator('.error').textContent()).toContain('tick at least one');
    expect(await own.page.inputValue('[name=name]')).toBe(name);
    await own.page.check('[value="webhooks.manage"]');
    await submit(own.page);
    const key = (await own.page.locator('.codes').textContent()) ?? '';
    const headers = { authorization: `Bearer ${key.trim()}` };
    expect((await call(shop, 'GET', '/v1/webhook-endpoints', { headers })).status).toBe(200);
    await own.page.goto(`${shop.url}/account/keys`);
    expect(await own.page.locator('main').textContent()).not.toContain(key);
    await Promise.all([
      own.page.waitForEvent('load'),
      own.page.getByRole('button', { name: `Remove ${name}` }).click(),
    ]);
    expect(await own.page.locator('main').textContent()).not.toContain(name);
    await expect
      .poll(async () => (await call(shop, 'GET', '/v1/webhook-endpoints', { headers })).status, { timeout: 10_000 })
      .toBe(401);
    await own.context.close();
  });
});
