import type { FormCode } from '#modules/catalog';
import { tissueSalts } from './assortment.ts';
import { between, oneOf, someOf } from './random.ts';
import type { SampleRemedy } from './remedies.ts';

/** A mixture of the sample brands. Its make-up is invented and it is named after its first part, never after a use. */
export interface SampleComplex {
  code: string;
  name: string;
  nameHindi: string | undefined;
  form: FormCode;
  category: 'complex' | 'biochemic';
  packs: string[];
  parts: { remedy: SampleRemedy; strength: string }[];
}

/** Forty mixtures of a house brand: T1 to T40, mostly drops. */
const COMPLEX_COUNT = 40;
/** The remedies that mixtures are made of: the best known. */
const MIXED_REMEDIES = 120;

export function sampleComplexes(remedies: readonly SampleRemedy[]): SampleComplex[] {
  const known = remedies.slice(0, MIXED_REMEDIES).filter((remedy) => remedy.families.includes('plant'));
  return Array.from({ length: COMPLEX_COUNT }, (_, at) => {
    const code = `T${at + 1}`;
    const first = known[at % known.length] as SampleRemedy;
    const others = someOf(
      `${code}/parts`,
      known.filter((remedy) => remedy !== first),
      between(`${code}/count`, 3, 6),
    );
    const form = at % 10 === 7 ? 'syrup' : 'drops';
    return {
      code,
      name: `${code} ${first.shortName} complex`,
      nameHindi: first.nameHindi === undefined ? undefined : `${code} ${first.nameHindi} कॉम्प्लेक्स`,
      form,
      category: 'complex',
      packs: form === 'syrup' ? ['120 ml', '250 ml'] : ['22 ml', '30 ml'],
      parts: [first, ...others].map((remedy) => ({
        remedy,
        strength: oneOf(`${code}/${remedy.abbrev}`, ['3X', '6X', '6C', '12C', '30C']),
      })),
    };
  });
}

/** The trade numbers its mixtures of tissue salts from 1 to 28. */
const COMBINATION_COUNT = 28;

export function sampleCombinations(remedies: readonly SampleRemedy[]): SampleComplex[] {
  const salts = remedies.filter((remedy) => tissueSalts.includes(remedy.abbrev));
  return Array.from({ length: COMBINATION_COUNT }, (_, at) => {
    const code = `BC${at + 1}`;
    return {
      code,
      name: `Bio-combination ${at + 1}`,
      nameHindi: `बायो-कॉम्बिनेशन ${at + 1}`,
      form: 'biochemic_tablets',
      category: 'biochemic',
      packs: ['25 g', '450 g'],
      parts: someOf(`${code}/parts`, salts, between(`${code}/count`, 3, 5)).map((remedy) => ({
        remedy,
        strength: oneOf(`${code}/${remedy.abbrev}`, ['3X', '6X']),
      })),
    };
  });
}
