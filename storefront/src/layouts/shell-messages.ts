import { defineMessages } from '../features/i18n/messages.ts';

/** Words of the frame around every page. */
export const shellMessages = defineMessages(
  {
    siteName: 'Tincture',
    tagline: 'Homoeopathic medicines by name, potency and pack',
    skip: 'Skip to the content',
    mainMenu: 'Main menu',
    shop: 'Shop',
    remedies: 'Remedies A–Z',
    stores: 'Stores',
    account: 'Account',
    cart: 'Cart',
    otherLanguage: 'हिन्दी',
    searchLabel: 'Search for a remedy, potency and pack',
    searchPlaceholder: 'nux vom 30c 30 ml',
    search: 'Search',
    suggestions: 'Suggestions',
    breadcrumbs: 'You are here',
    about: 'About',
    terms: 'Terms',
    privacy: 'Privacy',
    'shipping-and-returns': 'Shipping and returns',
    'medical-disclaimer': 'Medical disclaimer',
    sampleNote:
      'Sample shop: the company, its brands, prices, batches and stock are invented, and nothing is delivered. The remedies and the old books are real.',
    footNote:
      'Prices include GST and never exceed the MRP on the pack. We sell medicines by name; we do not claim that they treat any disease. For advice see a registered practitioner, in an emergency call 112.',
    footMenu: 'About the shop',
  },
  {
    siteName: 'Tincture',
    tagline: 'होम्योपैथिक दवाएँ: नाम, पोटेंसी और पैक से',
    skip: 'सीधे सामग्री पर जाएँ',
    mainMenu: 'मुख्य मेनू',
    shop: 'दुकान',
    remedies: 'औषधियाँ A–Z',
    stores: 'स्टोर',
    account: 'खाता',
    cart: 'कार्ट',
    otherLanguage: 'English',
    searchLabel: 'औषधि, पोटेंसी और पैक खोजें',
    searchPlaceholder: 'nux vom 30c 30 ml',
    search: 'खोजें',
    suggestions: 'सुझाव',
    breadcrumbs: 'आप यहाँ हैं',
    about: 'हमारे बारे में',
    terms: 'शर्तें',
    privacy: 'निजता',
    'shipping-and-returns': 'डिलीवरी और वापसी',
    'medical-disclaimer': 'चिकित्सा अस्वीकरण',
    sampleNote:
      'नमूना दुकान: कंपनी, उसके ब्रांड, क़ीमतें, बैच और स्टॉक काल्पनिक हैं, और कुछ भी भेजा नहीं जाता। औषधियाँ और पुरानी पुस्तकें असली हैं।',
    footNote:
      'क़ीमतों में GST शामिल है और वे पैक पर छपी MRP से कभी अधिक नहीं होतीं। हम दवाएँ नाम से बेचते हैं; किसी रोग के उपचार का दावा नहीं करते। सलाह के लिए पंजीकृत चिकित्सक से मिलें, आपात स्थिति में 112 पर फ़ोन करें।',
    footMenu: 'दुकान के बारे में',
  },
);
