import type { Form } from '../../api/views.ts';
import type { Language } from '../i18n/language.ts';

type Words = Readonly<Record<Language, string>>;
export type Vessel = 'dropper_bottle' | 'bottle' | 'vial' | 'globule_tube' | 'tin' | 'ointment_tube';

/** The forms the shop's front names by itself; a form that comes later is shown under the label the API gives. */
export const knownForms = {
  dilution: { vessel: 'dropper_bottle', name: { en: 'Dilutions', hi: 'डाइल्यूशन' } },
  mother_tincture: { vessel: 'bottle', name: { en: 'Mother tinctures', hi: 'मदर टिंचर' } },
  globules: { vessel: 'globule_tube', name: { en: 'Globules', hi: 'ग्लोब्यूल्स' } },
  biochemic_tablets: { vessel: 'tin', name: { en: 'Biochemic tablets', hi: 'बायोकेमिक टैबलेट' } },
  trituration_tablets: { vessel: 'tin', name: { en: 'Trituration tablets', hi: 'ट्राइट्यूरेशन टैबलेट' } },
  ointment: { vessel: 'ointment_tube', name: { en: 'Ointments', hi: 'मरहम' } },
  drops: { vessel: 'dropper_bottle', name: { en: 'Drops', hi: 'ड्रॉप्स' } },
  syrup: { vessel: 'bottle', name: { en: 'Syrups', hi: 'सिरप' } },
  eye_drops: { vessel: 'vial', name: { en: 'Eye drops', hi: 'आई ड्रॉप्स' } },
} as const satisfies Record<string, { vessel: Vessel; name: Words }>;

export const formCodes = Object.keys(knownForms) as (keyof typeof knownForms)[];

function knownForm(code: string): { vessel: Vessel; name: Words } | undefined {
  return Object.hasOwn(knownForms, code) ? knownForms[code as keyof typeof knownForms] : undefined;
}

export function formName(form: Form, language: Language): string {
  return language === 'en' ? form.label : (knownForm(form.code)?.name[language] ?? form.label);
}

/** The plural heading of a form's own page, or undefined for a code nobody sells. */
export function formTitle(code: string, language: Language): string | undefined {
  return knownForm(code)?.name[language];
}

export function vesselOf(code: string): Vessel {
  return knownForm(code)?.vessel ?? 'bottle';
}

/** The scales in the order of a ladder, with the few potencies of each that the shelves on the first page show. */
export const scales = [
  { code: 'mother_tincture', name: { en: 'Mother tincture', hi: 'मदर टिंचर' }, shelf: ['Q'] },
  { code: 'decimal', name: { en: 'Decimal', hi: 'डेसिमल' }, shelf: ['3X', '6X', '12X', '30X', '200X'] },
  {
    code: 'centesimal',
    name: { en: 'Centesimal', hi: 'सेंटेसिमल' },
    shelf: ['6C', '12C', '30C', '200C', '1M', '10M', '50M', 'CM'],
  },
  { code: 'korsakov', name: { en: 'Korsakov', hi: 'कोर्साकोव' }, shelf: [] },
  {
    code: 'fifty_millesimal',
    name: { en: 'Fifty-millesimal', hi: 'फ़िफ़्टी-मिलेसिमल' },
    shelf: ['LM1', 'LM2', 'LM3', 'LM6', 'LM12', 'LM30'],
  },
] as const satisfies { code: string; name: Words; shelf: readonly string[] }[];

export function scaleName(code: string, language: Language): string {
  return scales.find((scale) => scale.code === code)?.name[language] ?? code;
}

const categoryWords: Readonly<Record<string, Words>> = {
  single_remedy: { en: 'Single remedies', hi: 'एकल औषधियाँ' },
  biochemic: { en: 'Biochemic', hi: 'बायोकेमिक' },
  complex: { en: 'Complexes', hi: 'मिश्रित दवाएँ' },
};

/** A category as people read it; one we have no words for is shown as written, without its underscores. */
export function categoryName(code: string, language: Language): string {
  const plain = code.replaceAll(/[_-]+/g, ' ');
  return categoryWords[code]?.[language] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}
