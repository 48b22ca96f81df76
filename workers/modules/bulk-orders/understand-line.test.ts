import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, matchLine } from './match-line.ts';
import { maxLines, readLines } from './read-line.ts';
import { sampleVocabulary } from './sample-vocabulary.test-support.ts';
import { understandLine } from './understand-line.ts';

const understood = (text: string) => readLines(text).map((line) => understandLine(line, sampleVocabulary));

/** A line as it is read: remedies | potency | pack | brand | form | quantity | what is doubtful. */
function read(text: string): string {
  const [line] = understood(text);
  if (line === undefined) return 'nothing';
  const { asked, quantity, doubts } = line;
  const what = asked?.complexCode ?? asked?.remedies.join('/') ?? '-';
  const facts = [what, asked?.potency?.label, asked?.pack?.label, asked?.brand, asked?.forms[0], quantity];
  return [...facts, doubts.map(({ kind }) => kind).join(' ')].map((part) => part ?? '').join('|');
}

const nux = (change: Partial<Candidate> = {}): Candidate => ({
  variantId: '019b76da-a800-75cd-90b6-f876acad34c2',
  sku: 'NUXV-200C-30',
  name: 'Nux vomica',
  brand: 'Banyan Row',
  potencyLabel: '200C',
  packLabel: '30 ml',
  fits: true,
  ...change,
});

function matched(text: string, found: readonly Candidate[], bySku?: Candidate) {
  const [line] = understood(text);
  if (line === undefined) throw new Error('There is no line');
  const { state, variantId, reasons } = matchLine(line, bySku, found);
  return [state, variantId !== null, ...reasons.map(({ kind }) => kind)];
}

describe('a line of a bulk order, as dealers write it', () => {
  it.each([
    ['nux vom 200 30ml x12', 'Nux-v|200C|30 ml|||12|'],
    ['Nux Vomica 200CH 30 ml - 12', 'Nux-v|200C|30 ml|||12|'],
    ['nux vom 200 30ml = 12', 'Nux-v|200C|30 ml|||12|'],
    ['nux vom 200 30 ml @ 12', 'Nux-v|200C|30 ml|||12|'],
    ['12 x nux vom 200 30ml', 'Nux-v|200C|30 ml|||12|'],
    ['12 nos nux vom 200 30ml', 'Nux-v|200C|30 ml|||12|'],
    ['12 pcs. nux vom 200 30 ml', 'Nux-v|200C|30 ml|||12|'],
    ['nux vom 200 30ml 12 nos', 'Nux-v|200C|30 ml|||12|'],
    ['nux vom 200 30ml 12 bottles', 'Nux-v|200C|30 ml|||12|'],
    ['nux vom 200 30ml, 12', 'Nux-v|200C|30 ml|||12|'],
    ['nux vom 200 30ml\t12', 'Nux-v|200C|30 ml|||12|'],
    ['12\tnux vom 200 30ml', 'Nux-v|200C|30 ml|||12|'],
    ['"nux vom 200 30ml",12', 'Nux-v|200C|30 ml|||12|'],
    ['nux vom 200 30ml;12', 'Nux-v|200C|30 ml|||12|'],
    ['1. nux vom 200 30ml x 12', 'Nux-v|200C|30 ml|||12|'],
    ['1) arnica 30 30ml x 2', 'Arn|30C|30 ml|||2|'],
    ['- arnica 30 30ml x 2', 'Arn|30C|30 ml|||2|'],
    ['• arnica 30 30ml x 2', 'Arn|30C|30 ml|||2|'],
    ['1\tArnica 30 30ml\t12', 'Arn|30C|30 ml|||12|'],
    ['arnica montana 30C 30ml × 6', 'Arn|30C|30 ml|||6|'],
    ['arnica mont 30 ch x 6', 'Arn|30C||||6|'],
    ['arnica 30 x 6', 'Arn|30C||||6|'],
    ['Arnica Q 30ml x 3', 'Arn|Q|30 ml|||3|'],
    ['arnica mother tincture 100 ml x 3', 'Arn|Q|100 ml||mother_tincture|3|'],
    ['arnica q 30 x 3', 'Arn|Q|30 ml|||3|'],
    ['arnica Q1 10ml x 2', 'Arn|LM1|10 ml|||2|'],
    ['sulphur 0/6 10 ml x 2', 'Sulph|LM6|10 ml|||2|'],
    ['sepia LM VI x 2', 'Sep|LM6||||2|'],
    ['sulfur cm x 1', 'Sulph|CM||||1|'],
    ['thuja 200K x 2', 'Thuj|200K||||2|'],
    ['nux 1m x 12', 'Nux-v/Nux-m/Nux-a|1M||||12|other_remedy'],
    ['bell 1M 10 nos', 'Bell|1M||||10|'],
    ['calc flour 6x 25g x 4', 'Calc-f|6X|25 g|||4|'],
    ['calc fluor 6X biochemic tablets 25 gm - 4', 'Calc-f|6X|25 g||biochemic_tablets|4|'],
    ['calendula ointment 25g x 10', 'Calen||25 g||ointment|10|'],
    ['euphrasia eye drops 10ml, 24', 'Euphr||10 ml||eye_drops|24|'],
    ['rhus tox 30, 10', 'Rhus-t|30C||||10|'],
    ['rhustox 30 x 10', 'Rhus-t|30C||||10|'],
    ['natmur 6x x 10', 'Nat-m|6X||||10|'],
    ['ferrum phos x12', 'Ferr-p|12X|||||other_number no_quantity'],
    ['ferrum phos 6x x 12', 'Ferr-p|6X||||12|'],
    ['ferrum phos 12x, 6', 'Ferr-p|12X||||6|'],
    ['अर्निका ३० 30 ml x 5', 'Arn|30C|30 ml|||5|'],
    ['नक्स वोमिका 200 30 ml x 12', 'Nux-v|200C|30 ml|||12|'],
    ['कुचला 200 30ml - १२', 'Nux-v|200C|30 ml|||12|'],
    ['kuchla 200 30 ml x 12', 'Nux-v|200C|30 ml|||12|'],
    ['jaiphal 30 x 4', 'Nux-m|30C||||4|'],
    ['tulsi Q 30ml x 6', 'Oci-s|Q|30 ml|||6|'],
    ['ashwagandha mother tincture 30ml x 6', 'With-s|Q|30 ml||mother_tincture|6|'],
    ['mujhe arnica 30 ki 5 bottle chahiye', 'Arn|30C||||5|'],
    ['रस टॉक्स 200 - 8', 'Rhus-t|200C||||8|'],
    ['gandhak 30, 9', 'Sulph|30C||||9|'],
    ['sankhiya 200 x 3', 'Ars|200C||||3|'],
    ['banyan row bell 30 30ml x 5', 'Bell|30C|30 ml|banyan-row||5|'],
    ['arnica 30 sbl x 5', 'Arn|30C||||5|brand_not_sold'],
    ['nux 200 x 5', 'Nux-v/Nux-m/Nux-a|200C||||5|other_remedy'],
    ['kali c 30 x 5', 'Kali-c|30C||||5|'],
    ['kali 30 x 5', 'Kali|30C||||5|'],
    ['lac d 200 x 2', 'Lac-d|200C||||2|'],
    ['arnica hair oil x 2', 'Arn|||||2|words_not_understood'],
    ['arnica 200', 'Arn|200C|||||no_quantity'],
    ['arnica 200 30', 'Arn|200C|30 ml||||no_quantity'],
    ['arnica 200 30 12', 'Arn|200C|30 ml||||words_not_understood no_quantity'],
    ['arnica 30 x 0', 'Arn|30C||||0|quantity_out_of_range'],
    ['arnica 30 x 5000', 'Arn|30C||||5000|quantity_out_of_range'],
    ['arnica 30, 5000', 'Arn|30C||||5000|quantity_out_of_range'],
    ['xyzzy 30 x 5', 'Chrysi/Sisy/Plb-xyz|30C||||5|other_remedy spelling'],
    ['belladona 30 x 5', 'Bell|30C||||5|'],
    ['likopodium 200 x 5', 'Lyc|200C||||5|'],
    ['BC28 x 5', 'bc28|||||5|'],
    ['bc 28 x 5', 'bc28|||||5|'],
    ['Bio Combination 28, 10', 'bc28|||||10|'],
    ['R89 drops x 4', 'r89||||drops|4|'],
    ['thank you', 'Tanac/Tann/Tang||||||words_not_understood other_remedy spelling no_quantity'],
    ['sku,quantity', 'nothing'],
    ['Item\tQty', 'nothing'],
    ['ARN-30C-30,12', 'Arn|30C|30 ml|||12|'],
    ['ARN-30C-30', 'Arn|30C|30 ml||||no_quantity'],
    ['acid nit 200 x 3', 'Nit-ac|200C||||3|'],
    ['merc sol 30 30ml x 7', 'Merc|30C|30 ml|||7|'],
    ['hepar sulph 200 , 6', 'Hep|200C||||6|'],
  ])('%s', (text, line) => {
    expect(read(text)).toBe(line);
  });

  it('counts lines as the person sees them, and leaves out empty ones and the header of a sheet', () => {
    const lines = readLines('sku,quantity\r\n\r\narnica 30 x 2\n  \nbell 200, 3');
    expect(lines.map(({ number, quantity }) => [number, quantity])).toEqual([
      [3, 2],
      [5, 3],
    ]);
  });

  it('loses no line and invents none, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: maxLines }), (texts) => {
        const lines = readLines(texts.join('\n'));
        for (const line of lines) {
          expect(line.text).not.toBe('');
          expect(understandLine(line, sampleVocabulary).number).toBe(line.number);
        }
        expect(new Set(lines.map(({ number }) => number)).size).toBe(lines.length);
      }),
      { numRuns: 100 },
    );
  });
});

describe('matchLine', () => {
  it('takes what fits alone when nothing is doubtful', () => {
    expect(matched('nux vom 200 30ml x 12', [nux(), nux({ fits: false, packLabel: '100 ml' })])).toEqual([
      'matched',
      true,
    ]);
  });

  it('never exchanges a potency or a pack: what only comes near is offered and not taken', () => {
    expect(matched('nux vom 1M 30ml x 12', [nux({ fits: false })])).toEqual(['not_sold', false, 'not_sold']);
  });

  it('asks where two makers have it, and where nobody said which potency', () => {
    expect(matched('nux vom 200 30ml x 12', [nux(), nux({ brand: 'Old Ferry' })])).toEqual([
      'choose',
      false,
      'several_fit',
    ]);
    expect(matched('nux vom x 12', [nux()])).toEqual(['choose', false, 'potency_not_said']);
  });

  it('asks where another remedy may be meant, where a word is not understood and where no number says how many', () => {
    expect(matched('nux 200 30ml x 5', [nux()])).toEqual(['choose', false, 'other_remedy']);
    expect(matched('nux vom 200 30ml fresh x 5', [nux()])).toEqual(['choose', false, 'words_not_understood']);
    expect(matched('nux vom 200 30ml', [nux()])).toEqual(['choose', false, 'no_quantity']);
  });

  it('takes a SKU at its word, and one that is not known for no name', () => {
    expect(matched('NUXV-200C-30,12', [], nux())).toEqual(['matched', true]);
    expect(matched('NUXV-200C-30', [], nux())).toEqual(['choose', false, 'no_quantity']);
    expect(matched('NUX-200C-30,12', [nux()])[0]).toBe('choose');
  });
});
