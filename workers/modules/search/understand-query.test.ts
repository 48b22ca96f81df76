import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { potency, potencyScales } from '#modules/catalog';
import { realVocabulary } from './sample-lexicon.test-support.ts';
import { interpretedOf, understandQuery } from './understand-query.ts';

/** The reading in a line: remedy | potency | pack | brand | form | quantity | rest. */
function read(query: string): string {
  const {
    remedy,
    potency: asked,
    pack,
    brand,
    form,
    quantity,
    rest,
  } = interpretedOf(understandQuery(query, realVocabulary));
  return [remedy?.abbrev, asked?.label, pack?.label, brand?.name, form?.code, quantity, rest]
    .map((part) => part ?? '')
    .join('|');
}

describe('understandQuery', () => {
  it.each(['constructor', '__proto__', 'toString'])('takes %s, which every object answers to, for a word', (word) => {
    expect(understandQuery(word, realVocabulary).potency).toBeUndefined();
  });

  it.each([
    ['nux vom 200 30ml sbl', 'Nux-v|200C|30 ml|SBL|||'],
    ['arnica mont 30 ch', 'Arn|30C|||||'],
    ['Arnica Q', 'Arn|Q|||||'],
    ['arnica Q1', 'Arn|LM1|||||'],
    ['arnica q 30', 'Arn|Q|30 ml||||'],
    ['sulphur 0/6 10 ml', 'Sulph|LM6|10 ml||||'],
    ['sepia LM VI', 'Sep|LM6|||||'],
    ['sulfur cm', 'Sulph|CM|||||'],
    ['thuja 200K 2 bottles', 'Thuj|200K||||2|'],
    ['nux 1m x 12', 'Nux-v|1M||||12|'],
    ['nux vom 200 30ml x12', 'Nux-v|200C|30 ml|||12|'],
    ['arnica montana 30C 30ml×3', 'Arn|30C|30 ml|||3|'],
    ['2 x arnica 30', 'Arn|30C||||2|'],
    ['pack of 3 arnica 30c', 'Arn|30C||||3|'],
    ['calc flour 6x 25g', 'Calc-f|6X|25 g||||'],
    ['calc flour 6x biochemic tablets 25 gm', 'Calc-f|6X|25 g||biochemic_tablets||'],
    ['nux vomica mother tincture 0.5 l', 'Nux-v|Q|500 ml||mother_tincture||'],
    ['calendula ointment', 'Calen||||ointment||'],
    ['euphrasia eye drops 10ml', 'Euphr||10 ml||eye_drops||'],
    ['banyan row bell 30', 'Bell|30C||Banyan Row|||'],
    ['arnica 30 100', 'Arn|30C|100 ml||||'],
    ['mujhe arnica 30 ki dawa chahiye', 'Arn|30C|||||'],
    ['अर्निका ३० 30 ml', 'Arn|30C|30 ml||||'],
    ['नक्स वोमिका 200 सी', 'Nux-v|200C|||||'],
    ['arnica hair oil', 'Arn||||||hair oil'],
    ['30', '|30C|||||'],
    ['', '||||||'],
  ])('reads %j', (query, line) => {
    expect(read(query)).toBe(line);
  });

  it.each([
    ['kali c 30', 'Kali-c|30C|||||'],
    ['lac d 200', 'Lac-d|200C|||||'],
    ['nux m 30', 'Nux-m|30C|||||'],
    ['am c 1m', 'Am-c|1M|||||'],
  ])('leaves the last letter of an abbreviation to the remedy: %s', (query, line) => {
    expect(read(query)).toBe(line);
  });

  it.each([
    ['bc 28', '||||||bc28'],
    ['Bio Combination 28', '||||||bc28'],
    ['R89 drops', '||||drops||r89'],
    ['Dr. Reckeweg R 89 drops 22ml', '||22 ml|Dr Reckeweg|drops||r89'],
    ['t 12', '||||||t12'],
  ])('never reads the number of a complex as a potency: %s', (query, line) => {
    expect(read(query)).toBe(line);
  });

  it('offers the other reading of x12 and never takes it silently', () => {
    const { potency: asked, alternatives } = interpretedOf(understandQuery('ferrum phos x12', realVocabulary));
    expect(asked?.label).toBe('12X');
    expect(alternatives).toContainEqual({ name: 'Ferrum phosphoricum x 12', query: 'Ferrum phosphoricum x 12' });
    expect(read('Ferrum phosphoricum x 12')).toBe('Ferr-p|||||12|');
  });

  it('offers the remedies that an ambiguous name may also mean, with a query for each', () => {
    const { remedy, alternatives } = interpretedOf(understandQuery('nux 200', realVocabulary));
    expect(remedy?.abbrev).toBe('Nux-v');
    expect(alternatives?.[0]).toEqual({ name: 'Nux moschata', abbrev: 'Nux-m', query: 'Nux moschata 200C' });
  });

  it('tells a maker that is not sold here from one that is', () => {
    expect(interpretedOf(understandQuery('arnica sbl', realVocabulary)).brand).toEqual({ slug: null, name: 'SBL' });
    expect(interpretedOf(understandQuery('arnica old ferry', realVocabulary)).brand?.slug).toBe('old-ferry');
  });

  it('finds remedy, potency and pack whatever their order and whichever the potency', () => {
    const anyOrder = fc.constantFrom([0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]);
    const anyPotency = fc.constantFrom(...potencyScales).chain((scale) => {
      const common = {
        mother_tincture: [0],
        decimal: [3, 6, 12, 30],
        centesimal: [6, 30, 200, 1000, 100_000],
        korsakov: [200, 1000],
        fifty_millesimal: [1, 6],
      };
      return fc.constantFrom(...common[scale]).map((value) => potency(scale, value));
    });
    fc.assert(
      fc.property(anyOrder, anyPotency, fc.constantFrom('10 ml', '30ml', '25 g', '100 ml'), (order, asked, pack) => {
        const parts = ['belladonna', asked.label, pack];
        const understood = interpretedOf(understandQuery(order.map((at) => parts[at]).join(' '), realVocabulary));
        expect(understood).toMatchObject({ remedy: { abbrev: 'Bell' }, potency: { label: asked.label }, rest: '' });
        expect(understood.pack?.label.replace(' ', '')).toBe(pack.replace(' ', ''));
      }),
      { seed: 20261122, numRuns: 100 },
    );
  });

  it('never throws and never says more than was typed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (query) => {
        expect(understandQuery(query, realVocabulary).rest.length).toBeLessThanOrEqual(1200);
      }),
      { seed: 20261122, numRuns: 100 },
    );
  });
});
