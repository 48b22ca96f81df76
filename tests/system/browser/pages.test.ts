import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { samplePeople } from '../../../db/seed/people.ts';
import { startBrowser } from '../../browser.ts';
import { submit } from './account-walk.ts';
import { axeFindings, visit } from './visit.ts';

const shop = inject('shop');
let browser: Browser;
let handle = '';
beforeAll(async () => {
  browser = await startBrowser();
  const list = (await (await fetch(`${shop.url}/v1/products?limit=1`)).json()) as { data: { handle: string }[] };
  handle = list.data[0]?.handle ?? '';
});
afterAll(() => browser.close());

const paths = () => [
  '/',
  '/shop',
  `/product/${handle}`,
  '/search?q=sulphur',
  '/remedies',
  '/remedy/sulphur',
  '/stores',
  '/cart',
  '/about',
  '/legal/terms',
  '/nothing-here',
  '/sign-in',
  '/sign-in/link',
  '/sign-in/link?token=x',
  '/sign-up',
  '/sign-up/sent',
  '/verify?token=x',
  '/forgot',
  '/reset?token=x',
];

const accountPaths = [
  '/account',
  '/account/orders',
  '/account/orders/none',
  '/account/addresses',
  '/account/profile',
  '/account/security',
  '/account/security/password',
  '/account/security/second-factor',
  '/account/consents',
  '/account/apps',
  '/account/keys',
  '/account/data',
  '/step-up',
];

const inBothLanguages = (list: readonly string[]) => [...list, ...list.map((path) => `/hi${path === '/' ? '' : path}`)];

/** What is wrong with pages to those who do not see, or hold a narrow screen. */
async function findingsOn(page: Page, list: readonly string[]): Promise<string[]> {
  const findings: string[] = [];
  for (const path of inBothLanguages(list)) {
    await page.goto(shop.url + path);
    for (const finding of await axeFindings(page)) findings.push(`${path}: ${finding}`);
    const wide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
    if (wide === true) findings.push(`${path}: wider than the screen`);
  }
  return findings;
}

describe('every page', () => {
  it.each(['desktop', 'phone'] as const)(
    'has no serious accessibility finding and breaks no policy on a %s',
    { timeout: 240_000 },
    async (device) => {
      const { context, page, complaints } = await visit(browser, device);
      expect(await findingsOn(page, paths())).toEqual([]);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});

describe('every page of an account', () => {
  it.each(['desktop', 'phone'] as const)(
    'has no serious accessibility finding and breaks no policy on a %s',
    { timeout: 240_000 },
    async (device) => {
      const { context, page, complaints } = await visit(browser, device);
      // A partner sees every area of an account, the keys too.
      const partner = samplePeople.find(({ role }) => role === 'partner');
      await page.goto(`${shop.url}/sign-in`);
      await page.fill('[name=email]', partner?.email ?? '');
      await page.fill('[name=password]', partner?.password ?? '');
      await submit(page);
      expect(await findingsOn(page, accountPaths)).toEqual([]);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});

describe('the budget of a product page', () => {
  it('keeps to 12 KB of script, 10 KB of HTML, 10 KB of CSS, compressed, and 10 requests', async () => {
    const { context, page } = await visit(browser, 'phone');
    const sizes = { script: 0, document: 0, stylesheet: 0 };
    let requests = 0;
    page.on('request', () => {
      requests += 1;
    });
    const bodies: Promise<void>[] = [];
    page.on('response', (response) => {
      const kind = response.request().resourceType();
      if (kind === 'script' || kind === 'document' || kind === 'stylesheet')
        bodies.push(
          response.body().then((body) => {
            sizes[kind] += gzipSync(body).length;
          }),
        );
    });
    await page.goto(`${shop.url}/product/${handle}`, { waitUntil: 'networkidle' });
    await Promise.all(bodies);
    expect(sizes.script).toBeLessThanOrEqual(12 * 1024);
    expect(sizes.document).toBeLessThanOrEqual(10 * 1024);
    expect(sizes.stylesheet).toBeLessThanOrEqual(10 * 1024);
    expect(requests).toBeLessThanOrEqual(10);
    await context.close();
  });
});

describe('what machines read', () => {
  it('finds a sitemap, robots, JSON-LD with a price, Open Graph and both languages', async () => {
    const sitemap = await (await fetch(`${shop.url}/sitemap.xml`)).text();
    expect(sitemap).toMatch(/<(sitemapindex|urlset)/);
    expect(await (await fetch(`${shop.url}/robots.txt`)).text()).toMatch(/Sitemap: /);
    const html = await (await fetch(`${shop.url}/product/${handle}`)).text();
    const data = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].flatMap(
      ([, json]) => JSON.parse(json ?? 'null') as object,
    );
    const product = data.find((item) => '@type' in item && item['@type'] === 'Product');
    expect(JSON.stringify(product)).toMatch(/"priceCurrency":"INR"/);
    expect(html).toMatch(/property="og:title"/);
    expect(html).toMatch(/hreflang="hi"/);
  });
});
