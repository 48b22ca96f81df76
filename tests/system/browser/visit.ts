import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';

export const devices = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;

export interface Visit {
  context: BrowserContext;
  page: Page;
  /** What the browser complained of: script errors and breaches of the content security policy. */
  complaints: string[];
}

export async function visit(browser: Browser, device: keyof typeof devices, javaScriptEnabled = true): Promise<Visit> {
  const context = await browser.newContext({ ...devices[device], javaScriptEnabled });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The browser also logs every answer above 399; those are asserted where they are expected.
    if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
      complaints.push(message.text());
  });
  return { context, page, complaints };
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeFinding {
  id: string;
  impact: string | null;
  nodes: { html: string }[];
}

/** Serious and critical findings of axe (WCAG 2.2 A and AA) on the page as it stands. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Through the debugger, which the page's content security policy does not bind.
  await page.evaluate(axeSource);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const findings = (await page.evaluate(
    `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(tags)} } }).then((result) => result.violations)`,
  )) as AxeFinding[];
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

export async function fillCheckout(page: Page): Promise<void> {
  await page.locator('[name=name]').fill('Asha Rao');
  await page.locator('[name=email]').fill('asha.rao@example.com');
  await page.locator('[name=phone]').fill('98123 45678');
  await page.locator('[name=line1]').fill('12 Laxmi Road');
  await page.locator('[name=city]').fill('Pune');
  await page.locator('[name=postalCode]').fill('411030');
  await page.locator('[name=stateCode]').selectOption('27');
}
