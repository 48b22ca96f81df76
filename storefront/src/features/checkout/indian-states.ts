import type { CheckoutInput } from '../../api/views.ts';
import { type Language, localeOf } from '../i18n/language.ts';

export type StateCode = CheckoutInput['shippingAddress']['stateCode'];

/** States and union territories by GST code (list of the GST Network), which decides between CGST + SGST and IGST. */
const states: Record<StateCode, Record<Language, string>> = {
  '35': { en: 'Andaman and Nicobar Islands', hi: 'अंडमान और निकोबार' },
  '37': { en: 'Andhra Pradesh', hi: 'आंध्र प्रदेश' },
  '12': { en: 'Arunachal Pradesh', hi: 'अरुणाचल प्रदेश' },
  '18': { en: 'Assam', hi: 'असम' },
  '10': { en: 'Bihar', hi: 'बिहार' },
  '04': { en: 'Chandigarh', hi: 'चंडीगढ़' },
  '22': { en: 'Chhattisgarh', hi: 'छत्तीसगढ़' },
  '26': { en: 'Dadra and Nagar Haveli and Daman and Diu', hi: 'दादरा नगर हवेली और दमन दीव' },
  '07': { en: 'Delhi', hi: 'दिल्ली' },
  '30': { en: 'Goa', hi: 'गोवा' },
  '24': { en: 'Gujarat', hi: 'गुजरात' },
  '06': { en: 'Haryana', hi: 'हरियाणा' },
  '02': { en: 'Himachal Pradesh', hi: 'हिमाचल प्रदेश' },
  '01': { en: 'Jammu and Kashmir', hi: 'जम्मू और कश्मीर' },
  '20': { en: 'Jharkhand', hi: 'झारखंड' },
  '29': { en: 'Karnataka', hi: 'कर्नाटक' },
  '32': { en: 'Kerala', hi: 'केरल' },
  '38': { en: 'Ladakh', hi: 'लद्दाख' },
  '31': { en: 'Lakshadweep', hi: 'लक्षद्वीप' },
  '23': { en: 'Madhya Pradesh', hi: 'मध्य प्रदेश' },
  '27': { en: 'Maharashtra', hi: 'महाराष्ट्र' },
  '14': { en: 'Manipur', hi: 'मणिपुर' },
  '17': { en: 'Meghalaya', hi: 'मेघालय' },
  '15': { en: 'Mizoram', hi: 'मिज़ोरम' },
  '13': { en: 'Nagaland', hi: 'नागालैंड' },
  '21': { en: 'Odisha', hi: 'ओडिशा' },
  '34': { en: 'Puducherry', hi: 'पुडुचेरी' },
  '03': { en: 'Punjab', hi: 'पंजाब' },
  '08': { en: 'Rajasthan', hi: 'राजस्थान' },
  '11': { en: 'Sikkim', hi: 'सिक्किम' },
  '33': { en: 'Tamil Nadu', hi: 'तमिलनाडु' },
  '36': { en: 'Telangana', hi: 'तेलंगाना' },
  '16': { en: 'Tripura', hi: 'त्रिपुरा' },
  '09': { en: 'Uttar Pradesh', hi: 'उत्तर प्रदेश' },
  '05': { en: 'Uttarakhand', hi: 'उत्तराखंड' },
  '19': { en: 'West Bengal', hi: 'पश्चिम बंगाल' },
};

export const isStateCode = (code: string): code is StateCode => Object.hasOwn(states, code);

export const stateName = (code: string, language: Language): string =>
  isStateCode(code) ? states[code][language] : code;

/** All states in the order of their names. */
export function stateOptions(language: Language): { code: string; name: string }[] {
  return Object.entries(states)
    .map(([code, names]) => ({ code, name: names[language] }))
    .sort((a, b) => a.name.localeCompare(b.name, localeOf(language)));
}
