import type { PackUnit } from './pack.ts';
import { type Potency, type PotencyScale, parsePotency } from './potency.ts';

export const formCodes = [
  'dilution',
  'mother_tincture',
  'globules',
  'trituration_tablets',
  'biochemic_tablets',
  'ointment',
  'drops',
  'syrup',
  'eye_drops',
] as const;

export type FormCode = (typeof formCodes)[number];

/** The thing a form is sold in; it decides the layout of the label. */
export type Container = 'dropper_bottle' | 'bottle' | 'vial' | 'globule_tube' | 'tin' | 'ointment_tube';

/**
 * One form a remedy is sold in. `scales` are the potencies it may carry; `withoutPotency` forms (ointments, complexes)
 * may also name none. `packs` are the sizes of real price lists; `words` are what people type for it.
 */
export type Form = {
  readonly code: FormCode;
  readonly name: { readonly en: string; readonly hi: string };
  readonly liquid: boolean;
  readonly container: Container;
  readonly scales: readonly PotencyScale[];
  readonly withoutPotency: boolean;
  readonly usualPotencies: readonly string[];
  readonly packs: Readonly<Partial<Record<PackUnit, readonly number[]>>>;
  readonly words: readonly string[];
};

const centesimals = ['6C', '12C', '30C', '200C', '1M', '10M', '50M', 'CM'];
const fiftyMillesimals = ['LM1', 'LM2', 'LM3', 'LM6', 'LM12', 'LM30'];

export const forms: Readonly<Record<FormCode, Form>> = {
  dilution: {
    code: 'dilution',
    name: { en: 'Dilution', hi: 'डाइल्यूशन' },
    liquid: true,
    container: 'dropper_bottle',
    scales: ['decimal', 'centesimal', 'korsakov', 'fifty_millesimal'],
    withoutPotency: false,
    usualPotencies: ['3X', '6X', ...centesimals, ...fiftyMillesimals],
    packs: { ml: [10, 11, 30, 50, 100, 450, 500] },
    words: ['dilution', 'dilutions', 'dil', 'liquid', 'डाइल्यूशन', 'डायल्यूशन'],
  },
  mother_tincture: {
    code: 'mother_tincture',
    name: { en: 'Mother tincture', hi: 'मदर टिंचर' },
    liquid: true,
    container: 'bottle',
    scales: ['mother_tincture'],
    withoutPotency: false,
    usualPotencies: ['Q'],
    packs: { ml: [20, 30, 50, 100, 450, 500] },
    words: ['mother tincture', 'tincture', 'mother tinctures', 'मदर टिंचर', 'मूल अर्क'],
  },
  globules: {
    code: 'globules',
    name: { en: 'Globules', hi: 'ग्लोब्यूल्स' },
    liquid: false,
    container: 'globule_tube',
    scales: ['decimal', 'centesimal', 'korsakov', 'fifty_millesimal'],
    withoutPotency: false,
    usualPotencies: [...centesimals.slice(0, 5), ...fiftyMillesimals.slice(0, 4)],
    packs: { g: [10, 20, 25, 85, 450] },
    words: [
      'globules',
      'globule',
      'pellets',
      'pellet',
      'pills',
      'goli',
      'goliyan',
      'ग्लोब्यूल्स',
      'गोली',
      'गोलियां',
      'गोलियाँ',
    ],
  },
  trituration_tablets: {
    code: 'trituration_tablets',
    name: { en: 'Trituration tablets', hi: 'ट्राइट्यूरेशन टैबलेट' },
    liquid: false,
    container: 'tin',
    scales: ['decimal'],
    withoutPotency: false,
    usualPotencies: ['3X', '6X', '12X', '30X', '200X'],
    packs: { g: [20, 25, 450] },
    words: ['trituration', 'triturations', 'trituration tablets', 'trit', 'tablets', 'tablet', 'टैबलेट'],
  },
  biochemic_tablets: {
    code: 'biochemic_tablets',
    name: { en: 'Biochemic tablets', hi: 'बायोकेमिक टैबलेट' },
    liquid: false,
    container: 'tin',
    scales: ['decimal'],
    withoutPotency: true,
    usualPotencies: ['3X', '6X', '12X', '30X', '200X'],
    packs: { g: [20, 25, 450], tablets: [100, 250, 500] },
    words: [
      'biochemic',
      'biochemic tablets',
      'biochemic tablet',
      'bio chemic',
      'tissue salt',
      'cell salt',
      'tablets',
      'tablet',
      'बायोकेमिक',
      'टैबलेट',
    ],
  },
  ointment: {
    code: 'ointment',
    name: { en: 'Ointment', hi: 'मरहम' },
    liquid: false,
    container: 'ointment_tube',
    scales: ['decimal', 'centesimal'],
    withoutPotency: true,
    usualPotencies: [],
    packs: { g: [20, 25] },
    words: ['ointment', 'cream', 'gel', 'marham', 'malham', 'मरहम', 'मलहम'],
  },
  drops: {
    code: 'drops',
    name: { en: 'Drops', hi: 'ड्रॉप्स' },
    liquid: true,
    container: 'dropper_bottle',
    scales: ['decimal', 'centesimal'],
    withoutPotency: true,
    usualPotencies: [],
    packs: { ml: [22, 30, 50] },
    words: ['drops', 'drop', 'ड्रॉप्स', 'ड्राप्स', 'बूंद', 'बूंदें'],
  },
  syrup: {
    code: 'syrup',
    name: { en: 'Syrup', hi: 'सिरप' },
    liquid: true,
    container: 'bottle',
    scales: ['decimal', 'centesimal'],
    withoutPotency: true,
    usualPotencies: [],
    packs: { ml: [60, 100, 120, 150, 250, 450, 500] },
    words: ['syrup', 'tonic', 'sirap', 'सिरप', 'शरबत'],
  },
  eye_drops: {
    code: 'eye_drops',
    name: { en: 'Eye drops', hi: 'आई ड्रॉप्स' },
    liquid: true,
    container: 'vial',
    scales: ['decimal', 'centesimal'],
    withoutPotency: true,
    usualPotencies: [],
    packs: { ml: [10, 15] },
    words: ['eye drops', 'eye drop', 'eyedrops', 'eyedrop', 'ankh ki dawa', 'आई ड्रॉप', 'आई ड्रॉप्स'],
  },
};

export function isFormCode(text: string): text is FormCode {
  return (formCodes as readonly string[]).includes(text);
}

export type UnfitForForm = {
  readonly rule: 'potency_needed' | 'scale_not_in_form' | 'unit_not_in_form';
  readonly why: string;
};

/** Why a potency cannot be sold in a form, or undefined when it can. Tincture only as liquid; LM as liquid or globules. */
export function potencyUnfitForForm(code: FormCode, potency: Potency | undefined): UnfitForForm | undefined {
  const form = forms[code];
  if (potency === undefined) {
    return form.withoutPotency ? undefined : { rule: 'potency_needed', why: `${form.name.en} always names a potency` };
  }
  if (form.scales.includes(potency.scale)) return undefined;
  return { rule: 'scale_not_in_form', why: `${potency.label} is not made as ${form.name.en.toLowerCase()}` };
}

/** Why a pack unit does not fit a form, or undefined when it does. Any size goes; the unit must match. */
export function unitUnfitForForm(code: FormCode, unit: PackUnit): UnfitForForm | undefined {
  const form = forms[code];
  if (form.packs[unit] !== undefined) return undefined;
  return {
    rule: 'unit_not_in_form',
    why: `${form.name.en} is sold by ${Object.keys(form.packs).join(' or ')}, not by ${unit}`,
  };
}

/** The potencies a shop usually stocks in a form, lowest first. */
export function usualPotencies(code: FormCode): Potency[] {
  return forms[code].usualPotencies.map((label) => parsePotency(label)).filter((step) => step !== undefined);
}
