import type { Language } from '../i18n/language.ts';

/** States and union territories by GST code (list of the GST Network), which decides between CGST + SGST and IGST. */
const states: readonly (readonly [code: string, english: string, hindi: string])[] = [
  ['35', 'Andaman and Nicobar Islands', 'अंडमान और निकोबार'],
  ['37', 'Andhra Pradesh', 'आंध्र प्रदेश'],
  ['12', 'Arunachal Pradesh', 'अरुणाचल प्रदेश'],
  ['18', 'Assam', 'असम'],
  ['10', 'Bihar', 'बिहार'],
  ['04', 'Chandigarh', 'चंडीगढ़'],
  ['22', 'Chhattisgarh', 'छत्तीसगढ़'],
  ['26', 'Dadra and Nagar Haveli and Daman and Diu', 'दादरा नगर हवेली और दमन दीव'],
  ['07', 'Delhi', 'दिल्ली'],
  ['30', 'Goa', 'गोवा'],
  ['24', 'Gujarat', 'गुजरात'],
  ['06', 'Haryana', 'हरियाणा'],
  ['02', 'Himachal Pradesh', 'हिमाचल प्रदेश'],
  ['01', 'Jammu and Kashmir', 'जम्मू और कश्मीर'],
  ['20', 'Jharkhand', 'झारखंड'],
  ['29', 'Karnataka', 'कर्नाटक'],
  ['32', 'Kerala', 'केरल'],
  ['38', 'Ladakh', 'लद्दाख'],
  ['31', 'Lakshadweep', 'लक्षद्वीप'],
  ['23', 'Madhya Pradesh', 'मध्य प्रदेश'],
  ['27', 'Maharashtra', 'महाराष्ट्र'],
  ['14', 'Manipur', 'मणिपुर'],
  ['17', 'Meghalaya', 'मेघालय'],
  ['15', 'Mizoram', 'मिज़ोरम'],
  ['13', 'Nagaland', 'नागालैंड'],
  ['21', 'Odisha', 'ओडिशा'],
  ['34', 'Puducherry', 'पुडुचेरी'],
  ['03', 'Punjab', 'पंजाब'],
  ['08', 'Rajasthan', 'राजस्थान'],
  ['11', 'Sikkim', 'सिक्किम'],
  ['33', 'Tamil Nadu', 'तमिलनाडु'],
  ['36', 'Telangana', 'तेलंगाना'],
  ['16', 'Tripura', 'त्रिपुरा'],
  ['09', 'Uttar Pradesh', 'उत्तर प्रदेश'],
  ['05', 'Uttarakhand', 'उत्तराखंड'],
  ['19', 'West Bengal', 'पश्चिम बंगाल'],
];

export const isStateCode = (code: string): boolean => states.some(([known]) => known === code);

export function stateOptions(language: Language): { code: string; name: string }[] {
  return states.map(([code, english, hindi]) => ({ code, name: language === 'hi' ? hindi : english }));
}

export const stateName = (code: string, language: Language): string =>
  stateOptions(language).find((state) => state.code === code)?.name ?? code;
