import type { Language } from '../i18n/language.ts';

/** What an app may do with a scope, in plain words. */
const words: Record<string, Record<Language, string>> = {
  openid: { en: 'know that it is you', hi: 'जानना कि यह आप हैं' },
  profile: { en: 'see your name and language', hi: 'आपका नाम और भाषा देखना' },
  email: { en: 'see your email address', hi: 'आपका ईमेल पता देखना' },
  phone: { en: 'see your mobile number', hi: 'आपका मोबाइल नंबर देखना' },
  offline_access: { en: 'do this also while you are away', hi: 'आपकी अनुपस्थिति में भी यह करना' },
  'identity.own': { en: 'see how your account is secured', hi: 'आपके खाते की सुरक्षा देखना' },
  'profile.own': { en: 'see and change your profile and addresses', hi: 'आपकी प्रोफ़ाइल और पते देखना और बदलना' },
  'orders.read.own': { en: 'see your orders', hi: 'आपके ऑर्डर देखना' },
  'orders.read': { en: 'see orders that you may see', hi: 'वे ऑर्डर देखना जो आप देख सकते हैं' },
  'orders.place': { en: 'place orders in your name', hi: 'आपके नाम से ऑर्डर देना' },
  'catalog.read': { en: 'read the catalogue', hi: 'सूची पढ़ना' },
  'catalog.export': { en: 'export the catalogue', hi: 'सूची निर्यात करना' },
  'catalog.price': { en: 'change prices', hi: 'मूल्य बदलना' },
  'inventory.read': { en: 'see stock', hi: 'स्टॉक देखना' },
  'inventory.receive': { en: 'book stock in', hi: 'स्टॉक दर्ज करना' },
  'analytics.read': { en: 'see sales figures', hi: 'बिक्री के आँकड़े देखना' },
  'keys.own': { en: 'make and remove your API keys', hi: 'आपकी API कुंजियाँ बनाना और हटाना' },
  'webhooks.manage': { en: 'manage your webhooks', hi: 'आपके वेबहुक सँभालना' },
  'apps.manage': { en: 'manage your apps', hi: 'आपके ऐप सँभालना' },
};

/** One line a scope. A scope that is new here is named as it is rather than hidden. */
export const scopeWords = (scopes: readonly string[], language: Language): string[] =>
  scopes.map((scope) => words[scope]?.[language] ?? scope);
