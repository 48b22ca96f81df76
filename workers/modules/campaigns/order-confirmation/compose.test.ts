import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeOrderConfirmation } from './compose.ts';
import { escapeHtml } from './html.ts';
import { sampleOrder } from './sample-order.test-support.ts';

const shop = { name: 'Tincture', url: 'https://tincture.example' };

describe('composeOrderConfirmation', () => {
  it('tells number, goods with potency, pack and batch, tax split, total, address and where to look', () => {
    const { title, text, html } = composeOrderConfirmation(sampleOrder, shop);
    expect(title).toBe('Your order PUN/26-27/000042 is confirmed');
    const told = [
      'PUN/26-27/000042',
      'Arnica montana',
      '30C',
      '30 ml',
      'A2411',
      'A2502',
      '31 Mar 2028',
      'C0917',
      '₹1,626.50',
      '−₹26.50',
      'Free',
      '₹1,600.00',
      '₹1,523.81',
      'CGST',
      '₹38.10',
      'SGST',
      '₹38.09',
      '14 Prabhat Road',
      'Flat 3',
      'Pune 411004',
      '27AAPFU0939F1ZV',
      'https://tincture.example/order/0198a000-0000-7000-8000-000000000001',
    ];
    for (const fact of told) {
      expect(text).toContain(fact);
      expect(html).toContain(fact);
    }
    expect(html).not.toContain('IGST');
  });

  it('shows one integrated tax for goods that leave the state', () => {
    const { text } = composeOrderConfirmation({ ...sampleOrder, cgstPaise: 0, sgstPaise: 0, igstPaise: 7_619 }, shop);
    expect(text).toContain('IGST: ₹76.19');
    expect(text).not.toContain('CGST');
  });

  it('speaks Hindi to those who ordered in Hindi, and links to the Hindi page', () => {
    const { title, text, html } = composeOrderConfirmation({ ...sampleOrder, language: 'hi' }, shop);
    expect(title).toContain('आपका ऑर्डर PUN/26-27/000042');
    expect(text).toContain('कुल: ₹1,600.00');
    expect(html).toContain('lang="hi-IN"');
    expect(html).toContain('https://tincture.example/hi/order/');
  });

  it('names the store instead of an address when the goods are collected', () => {
    const { text } = composeOrderConfirmation({ ...sampleOrder, deliveryMethod: 'pickup' }, shop);
    expect(text).toContain('To be collected at:\n  Tincture Pune\n  221 Laxmi Road');
    expect(text).not.toContain('Prabhat');
  });

  it('escapes whatever shoppers and catalogues put into it', () => {
    const plain = composeOrderConfirmation(sampleOrder, shop).html;
    const tagsOf = (html: string) => html.match(/<[^>]*>/g)?.length;
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('<script>x</script>', '"><img src=x>', "' onload='", '&lt;', '</td>'),
        (text, markup) => {
          const hostile = `${text}${markup}`;
          const { html } = composeOrderConfirmation(
            {
              ...sampleOrder,
              contactName: hostile,
              number: hostile,
              address: { ...sampleOrder.address, line1: hostile, city: hostile },
              lines: sampleOrder.lines.map((line) => ({
                ...line,
                name: hostile,
                packLabel: hostile,
                batchNumber: hostile,
              })),
            },
            shop,
          );
          expect(tagsOf(html)).toBe(tagsOf(plain));
          expect(html).toContain(escapeHtml(hostile));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('stays small enough to be kept for every order', () => {
    expect(composeOrderConfirmation(sampleOrder, shop).html.length).toBeLessThan(8_000);
  });
});
