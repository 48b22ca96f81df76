import { describe, expect, it } from 'vitest';
import { type AccountMailFacts, composeAccountMail } from './compose.ts';
import { phrasesFor } from './phrases.ts';

const shop = { name: 'Tincture', url: 'https://shop.example' };
const kinds = Object.keys(phrasesFor('en').mails) as AccountMailFacts['kind'][];

describe('a mail about an account', () => {
  it.each(kinds)('of kind %s speaks the language of its person, in text and in HTML', (kind) => {
    const english = composeAccountMail({ kind, language: 'en', name: 'Asha' }, shop);
    const hindi = composeAccountMail({ kind, language: 'hi', name: 'Asha' }, shop);
    expect(english.bodyText).toContain('Dear Asha,');
    expect(hindi.bodyText).toContain('प्रिय Asha,');
    expect(hindi.title).toMatch(/[\u0900-\u097f]/);
    expect(hindi.title).not.toBe(english.title);
    for (const { bodyText, bodyHtml } of [english, hindi]) {
      expect(bodyText).not.toMatch(/undefined|https?:/);
      expect(bodyHtml).not.toMatch(/undefined|<img|<script|src=/);
    }
  });

  it('leads to the page of its language, the secret with it', () => {
    const facts = { kind: 'magic_link', language: 'en', name: 'Asha', path: '/sign-in/link?token=lnk_1' } as const;
    expect(composeAccountMail(facts, shop).bodyText).toContain('https://shop.example/sign-in/link?token=lnk_1');
    const hindi = composeAccountMail({ ...facts, language: 'hi-IN' }, shop);
    expect(hindi.bodyHtml).toContain('href="https://shop.example/hi/sign-in/link?token=lnk_1"');
  });

  it('tells where and when it happened, in the time of the shop, and leaves out what is not known', () => {
    const at = new Date('2026-11-22T18:45:00Z');
    const seen = { device: 'Firefox on Linux', place: '', at };
    const { bodyText } = composeAccountMail({ kind: 'new_device', language: 'en', name: 'Asha', seen }, shop);
    expect(bodyText).toContain('Device: Firefox on Linux');
    expect(bodyText).toMatch(/Time: 23 Nov 2026.*12:15/);
    expect(bodyText).not.toContain('Place:');
  });

  it('escapes what people call themselves', () => {
    const { bodyHtml } = composeAccountMail({ kind: 'magic_link', language: 'en', name: '<b>"A"</b>' }, shop);
    expect(bodyHtml).toContain('&lt;b&gt;&quot;A&quot;&lt;/b&gt;');
  });
});
