import type { FormCode } from '#modules/catalog';
import type { SampleRemedy } from './remedies.ts';

/** How many of the most listed remedies the shop of the usual size carries. */
export const STOCKED_REMEDIES = 300;

/** What every pharmacy has although the repertory hardly names it. */
export const alsoStocked: ReadonlySet<string> = new Set(
  'Kali-m Calen Symph Cine Alf Echi-a Crat Syzyg Passi Sabal Cean Berb-a Aven Jab Fuc Rauw Aza'.split(' '),
);

/** The twelve tissue salts of Schüßler. */
export const tissueSalts: readonly string[] =
  'Calc-f Calc-p Calc-s Ferr-p Kali-m Kali-p Kali-s Mag-p Nat-m Nat-p Nat-s Sil'.split(' ');

const ointments =
  'Arn Calen Hyper Ham Led Rhus-t Thuj Graph Sulph Bell Petr Canth Berb-a Ruta Aesc Cham Echi-a Sil'.split(' ');
const eyeDrops = 'Euphr Cine Ruta'.split(' ');
const syrups = 'Alf Aven Passi Ip Dros Justi'.split(' ');

/** Narcotics law reaches these: no tincture and nothing below 30C is sold. */
const narcotics: ReadonlySet<string> = new Set('Op Cann-i Cann-s Coca Cocain Morph Codein'.split(' '));

/** How widely a remedy is stocked: 0 the sixty best known, 1 up to 150, 2 up to 300, 3 the rest. */
type Tier = 0 | 1 | 2 | 3;

function tierOf(remedy: SampleRemedy, rank: number): Tier {
  if (rank < 60) return 0;
  if (rank < 150) return 1;
  return rank < STOCKED_REMEDIES || alsoStocked.has(remedy.abbrev) ? 2 : 3;
}

/** One potency in the packs it is offered in; no potency for forms that need none. */
interface Rung {
  potency: string | undefined;
  packs: readonly string[];
}

export interface Offer {
  form: FormCode;
  rungs: Rung[];
}

const rungs = (potencies: string, packs: string): Rung[] =>
  potencies.split(' ').map((potency) => ({ potency, packs: packs.split(', ') }));

const withoutPotency = (packs: string): Rung[] => [{ potency: undefined, packs: packs.split(', ') }];

/** Brands differ in breadth: the first of every three is the broad one, the third the narrow one. */
type Breadth = 0 | 1 | 2;

const dilutions: readonly (readonly [broad: () => Rung[], middle: () => Rung[], narrow: () => Rung[]])[] = [
  [
    () => [
      ...rungs('3X 6X', '30 ml'),
      ...rungs('6C 12C', '30 ml, 100 ml'),
      ...rungs('30C 200C', '11 ml, 30 ml, 100 ml, 450 ml'),
      ...rungs('1M', '11 ml, 30 ml, 100 ml'),
      ...rungs('10M 50M CM', '11 ml, 30 ml'),
      ...rungs('LM1 LM2 LM3 LM6', '30 ml'),
    ],
    () => [
      ...rungs('6C 12C', '30 ml, 100 ml'),
      ...rungs('30C 200C 1M', '10 ml, 30 ml, 100 ml'),
      ...rungs('10M CM', '30 ml'),
    ],
    () => [...rungs('6C', '30 ml'), ...rungs('30C 200C 1M', '30 ml, 100 ml')],
  ],
  [
    () => [...rungs('6C 12C', '30 ml'), ...rungs('30C 200C 1M', '11 ml, 30 ml, 100 ml'), ...rungs('10M CM', '30 ml')],
    () => [...rungs('6C 12C', '30 ml'), ...rungs('30C 200C 1M', '30 ml, 100 ml'), ...rungs('10M', '30 ml')],
    () => rungs('30C 200C 1M', '30 ml'),
  ],
  [
    () => [...rungs('6C', '30 ml'), ...rungs('30C 200C 1M', '30 ml, 100 ml'), ...rungs('10M', '30 ml')],
    () => [...rungs('30C 200C', '30 ml, 100 ml'), ...rungs('1M', '30 ml')],
    () => rungs('30C 200C 1M', '30 ml'),
  ],
  [
    () => rungs('30C 200C 1M', '30 ml, 100 ml'),
    () => rungs('30C 200C', '30 ml, 100 ml'),
    () => rungs('30C 200C', '30 ml'),
  ],
];

const globules: typeof dilutions = [
  [() => rungs('6C 30C 200C 1M', '10 g, 25 g'), () => rungs('6C 30C 200C', '25 g, 85 g'), () => []],
  [() => rungs('6C 30C 200C', '10 g, 25 g'), () => rungs('30C 200C', '25 g'), () => []],
  [() => rungs('30C 200C', '10 g, 25 g'), () => [], () => []],
  [() => rungs('30C 200C', '25 g'), () => [], () => []],
];

/** Everything one brand makes of one remedy. Brands are numbered from 0; every third one is alike in breadth. */
export function offersOf(remedy: SampleRemedy, rank: number, brandNumber: number): Offer[] {
  const tier = tierOf(remedy, rank);
  const breadth = (brandNumber % 3) as Breadth;
  const salt = tissueSalts.includes(remedy.abbrev);
  const offers: Offer[] = [
    { form: 'dilution', rungs: dilutions[tier]?.[breadth]() ?? [] },
    { form: 'globules', rungs: globules[tier]?.[breadth]() ?? [] },
    { form: 'mother_tincture', rungs: hasTincture(remedy) ? tinctures(tier, breadth) : [] },
    { form: 'trituration_tablets', rungs: isMineral(remedy) && !salt ? triturations(tier, breadth) : [] },
    { form: 'biochemic_tablets', rungs: salt ? biochemics(breadth) : [] },
    { form: 'ointment', rungs: breadth < 2 && ointments.includes(remedy.abbrev) ? withoutPotency('20 g, 25 g') : [] },
    { form: 'eye_drops', rungs: breadth < 2 && eyeDrops.includes(remedy.abbrev) ? withoutPotency('10 ml') : [] },
    {
      form: 'syrup',
      rungs: breadth < 2 && syrups.includes(remedy.abbrev) ? withoutPotency('100 ml, 250 ml, 500 ml') : [],
    },
  ];
  const lawful = narcotics.has(remedy.abbrev) ? offers.map(withoutLowPotencies) : offers;
  return lawful.filter((offer) => offer.rungs.length > 0);
}

const isMineral = (remedy: SampleRemedy) => remedy.families.includes('mineral');
const hasTincture = (remedy: SampleRemedy) =>
  !isMineral(remedy) &&
  !remedy.families.includes('nosode') &&
  remedy.families.some((f) => f === 'plant' || f === 'animal');

function tinctures(tier: Tier, breadth: Breadth): Rung[] {
  if (breadth === 0) return rungs('Q', tier === 0 ? '30 ml, 100 ml, 450 ml' : '30 ml, 100 ml');
  if (breadth === 1) return tier < 2 ? rungs('Q', '30 ml, 100 ml') : rungs('Q', '30 ml');
  return tier === 0 ? rungs('Q', '30 ml, 100 ml') : [];
}

function triturations(tier: Tier, breadth: Breadth): Rung[] {
  if (breadth === 0) return rungs('3X 6X 12X', tier < 2 ? '25 g, 450 g' : '25 g');
  return breadth === 1 && tier < 2 ? rungs('3X 6X', '20 g') : [];
}

function biochemics(breadth: Breadth): Rung[] {
  return rungs('3X 6X 12X 30X 200X', breadth === 0 ? '25 g, 450 g, 100 tablets' : '20 g, 450 g');
}

function withoutLowPotencies(offer: Offer): Offer {
  const high = new Set(['30C', '200C', '1M', '10M', '50M', 'CM']);
  return { ...offer, rungs: offer.rungs.filter(({ potency }) => potency !== undefined && high.has(potency)) };
}
