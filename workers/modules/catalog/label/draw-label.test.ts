import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formCodes } from '../form.ts';
import { drawLabel, type LabelFacts } from './draw-label.ts';
import { fitText, textWidth } from './fit-text.ts';

const nux: LabelFacts = {
  productName: 'Nux vomica Dilution',
  form: 'dilution',
  potencyLabel: '200C',
  packLabel: '30 ml',
  brandName: 'Greenbottle',
  brandColour: '#1f4d3a',
  manufacturer: 'Greenbottle Laboratories, Pune',
  licenceNumber: '25-C/1234',
  alcoholPermille: 870,
};

const anyFacts: fc.Arbitrary<LabelFacts> = fc.record({
  productName: fc.string({ unit: 'binary', maxLength: 120 }),
  form: fc.oneof(fc.constantFrom(...formCodes), fc.string({ unit: 'binary', maxLength: 40 })),
  potencyLabel: fc.option(fc.string({ unit: 'binary', maxLength: 16 })),
  packLabel: fc.string({ unit: 'binary', maxLength: 24 }),
  brandName: fc.string({ unit: 'binary', maxLength: 60 }),
  brandColour: fc.oneof(fc.constant('#abc'), fc.string({ maxLength: 20 })),
  manufacturer: fc.string({ unit: 'binary', maxLength: 80 }),
  licenceNumber: fc.option(fc.string({ unit: 'binary', maxLength: 40 })),
  alcoholPermille: fc.option(fc.integer({ min: 0, max: 1000 })),
});

/** What stays when every well-formed tag and entity is taken away must hold no markup. */
const withoutMarkup = (svg: string) =>
  svg.replace(/<\/?[a-z]+(?: [a-zA-Z-]+="[^"<]*")*\/?>/g, '').replace(/&(?:amp|lt|gt|quot);/g, '');

describe('drawLabel', () => {
  it('prints what the law asks for: the words, the name, potency, pack, maker, licence and alcohol', () => {
    const svg = drawLabel(nux);
    for (const words of [
      'HOMOEOPATHIC MEDICINE',
      '>Nux vomica<',
      '200C',
      '30 ml',
      'Greenbottle Laboratories, Pune',
      '25-C/1234',
      'Alcohol 87 % v/v',
    ])
      expect(svg).toContain(words);
  });

  it('names itself for people who do not see it', () => {
    expect(drawLabel(nux)).toContain('<title>Nux vomica Dilution, 200C, 30 ml, Greenbottle</title>');
  });

  it('states alcohol only where there is a liquid', () => {
    expect(drawLabel({ ...nux, form: 'globules' })).not.toContain('Alcohol');
    expect(drawLabel({ ...nux, alcoholPermille: null })).not.toContain('Alcohol');
  });

  it('shows no potency chip when the product names no potency', () => {
    expect(drawLabel({ ...nux, form: 'ointment', potencyLabel: null })).not.toContain('<rect');
  });

  it.each(formCodes)('draws %s in under 6 KB', (form) => {
    const longest = 'Serpentaria aristolochia/Aristolochia serpentaria';
    expect(new TextEncoder().encode(drawLabel({ ...nux, form, productName: longest })).length).toBeLessThan(6144);
  });

  it('stays one harmless, well-formed picture whatever is printed on it', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const svg = drawLabel(facts);
        expect(withoutMarkup(svg)).not.toMatch(/[<>&]/);
        expect(svg).not.toMatch(/<(?:script|image|use|a|foreignObject|style)\b|NaN|Infinity|undefined/);
        expect(svg.replaceAll('http://www.w3.org/2000/svg', '').match(/="[^"]*(?:https?:|url\()/)).toBeNull();
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });
});

describe('fitText', () => {
  it('sets a short name large on one line and a long one smaller on several', () => {
    expect(fitText('Sulphur', 260, 3, [46, 30, 18])).toEqual({ lines: ['Sulphur'], sizePx: 46 });
    expect(fitText('Mercurius solubilis Hahnemanni', 220, 2, [46, 30, 18]).lines.length).toBe(2);
  });

  it('never breaks a word, loses none and stays inside the width where the words allow it', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 5 }), (words) => {
        const { lines, sizePx } = fitText(words.join(' '), 260, 5, [46, 30, 18]);
        expect(lines.join(' ')).toBe(words.join(' '));
        for (const line of lines) expect(textWidth(line, sizePx)).toBeLessThanOrEqual(260);
      }),
      { seed: 20261122 },
    );
  });
});
