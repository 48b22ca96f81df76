import { describe, expect, it } from 'vitest';
import { composeLetter, type Letter } from './compose-letter.ts';

const shop = { name: 'Tincture', url: 'https://shop.example' };
const letter: Letter = {
  language: 'en',
  title: 'A title',
  heading: 'A heading',
  paragraphs: ['First.', 'Second.'],
  action: { label: 'Open it', url: 'https://shop.example/open?token=abc' },
  note: 'A note.',
};

describe('composeLetter', () => {
  it('says the same in text and in HTML, in order, with its link in both', () => {
    const { title, bodyText, bodyHtml } = composeLetter(letter, shop);
    expect(title).toBe('A title');
    for (const body of [bodyText, bodyHtml]) {
      const places = ['First.', 'Second.', letter.action?.url ?? '', 'A note.'].map((part) => body.indexOf(part));
      expect(places).not.toContain(-1);
    }
    expect(bodyText.indexOf('First.')).toBeLessThan(bodyText.indexOf('Second.'));
  });

  it('escapes what people have written: a reason is no markup', () => {
    const evil = '<img src=x onerror=alert(1)>"';
    const { bodyHtml } = composeLetter({ ...letter, title: evil, heading: evil, paragraphs: [evil], note: evil }, shop);
    expect(bodyHtml).not.toContain('<img');
    expect(bodyHtml).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;');
  });

  it('names its language, and has no button where there is nothing to do', () => {
    const { action: _, ...silent } = letter;
    const { bodyHtml } = composeLetter({ ...silent, language: 'hi' }, shop);
    expect(bodyHtml).toContain('<html lang="hi-IN">');
    expect(bodyHtml).not.toContain('class="button"');
  });
});
