import { describe, expect, it } from 'vitest';
import type { Mail } from '#modules/campaigns';
import type { CampaignsEnv } from './env.ts';
import { localMailSender } from './local-mails/local-mailbox.ts';
import { memoryBucket } from './local-mails/memory-bucket.test-support.ts';
import { campaignsRouter } from './router.ts';

const mail: Mail = {
  id: '0198a000-0000-7000-8000-000000000001',
  from: { name: 'Tincture', address: 'orders@tincture.example' },
  to: { address: 'asha@example.com' },
  subject: 'आपका ऑर्डर <b>PUN/26-27/000001</b>',
  text: 'Thank you & <goodbye>',
  html: '<!doctype html><html><head></head><body><h1>Thank you</h1></body></html>',
  language: 'en',
  date: new Date('2026-11-22T12:00:00Z'),
};

function openShop(vars: { LOCAL_MAILS?: string } = { LOCAL_MAILS: '1' }) {
  const FILES = memoryBucket();
  const router = campaignsRouter({ FILES, ...vars } as CampaignsEnv);
  const get = (path: string) => router.fetch(new Request(`https://shop.example${path}`)) as Promise<Response>;
  return { FILES, get };
}

async function firstMailPath(get: (path: string) => Promise<Response>): Promise<string> {
  const list = await (await get('/dev/mails')).text();
  return /href="(\/dev\/mails\/[0-9][^"]+)"/.exec(list)?.[1] ?? '';
}

describe('the local mails', () => {
  it('lists the newest first, with everything escaped', async () => {
    const { FILES, get } = openShop();
    await localMailSender(FILES, () => new Date('2026-11-22T12:00:00Z')).send({ ...mail, subject: 'older' });
    await localMailSender(FILES, () => new Date('2026-11-22T12:00:01Z')).send(mail);
    const text = await (await get('/dev/mails')).text();
    expect(text).toContain('आपका ऑर्डर &lt;b&gt;PUN/26-27/000001&lt;/b&gt;');
    expect(text.indexOf('आपका')).toBeLessThan(text.indexOf('older'));
  });

  it('shows one mail as text, as bytes, and as HTML that may run and load nothing', async () => {
    const { FILES, get } = openShop();
    await localMailSender(FILES).send(mail);
    const path = await firstMailPath(get);
    const page = await (await get(path)).text();
    expect(page).toContain('Thank you &amp; &lt;goodbye&gt;');
    expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    const inside = await get(`${path}/html`);
    expect(await inside.text()).toContain('<h1>Thank you</h1>');
    expect(inside.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(await (await get(`${path}/raw`)).text()).toContain(
      'Message-ID: <0198a000-0000-7000-8000-000000000001@tincture.example>',
    );
  });

  it('shows a mail that was delivered twice twice', async () => {
    const { FILES, get } = openShop();
    await localMailSender(FILES).send(mail);
    await localMailSender(FILES).send(mail);
    expect((await (await get('/dev/mails')).text()).match(/<li>/g)).toHaveLength(2);
  });

  it('says what to do while there is none', async () => {
    expect(await (await openShop().get('/dev/mails')).text()).toContain('Place an order');
  });

  it.each([
    '/dev/mails/nothing',
    '/dev/mails/..%2f..%2fsecret',
    '/dev/mails/0000000000000-00000000-0000-0000-0000-000000000000',
    '/dev/mails/a/b/c',
    '/other',
  ])('answers 404 for %s', async (path) => {
    expect((await openShop().get(path)).status).toBe(404);
  });

  it('do not exist where mails are really sent', async () => {
    const { FILES, get } = openShop({});
    await localMailSender(FILES).send(mail);
    expect((await get('/dev/mails')).status).toBe(404);
    expect((await get('/health')).status).toBe(200);
  });
});
