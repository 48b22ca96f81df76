import type { LegalDocument } from '../../urls.ts';
import type { Language } from '../i18n/language.ts';

/** Sections of a document: a heading (or none for the opening) and its paragraphs. */
type Section = { heading?: string; paragraphs: readonly string[] };

type Texts = Record<LegalDocument | 'about', Record<Language, readonly Section[]>>;

export const texts: Texts = {
  about: {
    en: [
      {
        paragraphs: [
          'Tincture is a homoeopathic dispensary. It sells single remedies, biochemic salts and ointments in the potencies and packs in which they are made, over the counter of its stores and here.',
          'A label has to be read exactly, so we set ours carefully: the remedy by its Latin name, the potency with its scale, the pack, the maker with its licence. What is out of stock is shown as out of stock, and nothing is ever put in its place.',
        ],
      },
      {
        heading: 'What we do not say',
        paragraphs: [
          'We make no claim that a medicine treats a disease. The passages of old books that stand with a remedy are history, named with book and section. For advice, please see a registered practitioner.',
        ],
      },
      {
        heading: 'Sample data',
        paragraphs: ['Products, prices, batches and stores of this shop are invented for demonstration.'],
      },
    ],
    hi: [
      {
        paragraphs: [
          'Tincture एक होम्योपैथिक औषधालय है। यह एकल औषधियाँ, बायोकेमिक लवण और मरहम उन्हीं पोटेंसी और पैक में बेचता है जिनमें वे बनते हैं: अपने स्टोर के काउंटर पर और यहाँ।',
          'लेबल ठीक-ठीक पढ़ा जाना चाहिए, इसलिए हम उसे ध्यान से रखते हैं: औषधि का लैटिन नाम, पोटेंसी उसके स्केल के साथ, पैक, और निर्माता उसके लाइसेंस के साथ। जो नहीं है वह नहीं है; उसके बदले कुछ नहीं रखा जाता।',
        ],
      },
      {
        heading: 'जो हम नहीं कहते',
        paragraphs: [
          'हम यह दावा नहीं करते कि कोई दवा किसी रोग का उपचार करती है। औषधि के साथ पुरानी किताबों के अंश इतिहास हैं, किताब और खंड के नाम के साथ। सलाह के लिए पंजीकृत चिकित्सक से मिलें।',
        ],
      },
      { heading: 'नमूना', paragraphs: ['इस दुकान के उत्पाद, क़ीमतें, बैच और स्टोर दिखाने के लिए बनाए गए हैं।'] },
    ],
  },
  terms: {
    en: [
      {
        heading: 'Your order',
        paragraphs: [
          'An order is an offer to buy. It is placed when you see its number, and a contract when we confirm that it is being packed. We keep the stock for you from that moment.',
          'We deliver exactly the remedy, potency and pack you ordered. If a batch turns out not to be sellable, we cancel the line and tell you.',
        ],
      },
      {
        heading: 'Prices',
        paragraphs: [
          'All prices are in Indian rupees and include GST. None is above the maximum retail price printed on the pack. Delivery is shown before you order.',
        ],
      },
      {
        heading: 'Payment',
        paragraphs: ['Cash on delivery: you pay when you receive the goods. The tax invoice comes with them.'],
      },
    ],
    hi: [
      {
        heading: 'आपका ऑर्डर',
        paragraphs: [
          'ऑर्डर ख़रीदने का प्रस्ताव है। जब आपको उसका नंबर दिखे तो वह मिल गया, और जब हम पैकिंग की पुष्टि करें तो अनुबंध बना। उसी समय से सामान आपके लिए रखा जाता है।',
          'हम ठीक वही औषधि, पोटेंसी और पैक भेजते हैं। यदि कोई बैच बेचने योग्य न निकले तो हम उस वस्तु को रद्द करके आपको बताते हैं।',
        ],
      },
      {
        heading: 'क़ीमतें',
        paragraphs: [
          'सभी क़ीमतें रुपये में हैं और GST शामिल है। कोई भी पैक पर छपी MRP से अधिक नहीं। डिलीवरी शुल्क ऑर्डर से पहले दिखता है।',
        ],
      },
      { heading: 'भुगतान', paragraphs: ['डिलीवरी पर नक़द: सामान मिलने पर दें। टैक्स इनवॉइस साथ आता है।'] },
    ],
  },
  privacy: {
    en: [
      {
        heading: 'What we keep, and why',
        paragraphs: [
          'Name, address, telephone number and email of an order: to deliver it, to send its confirmation and because tax law asks us to keep bills. Nothing else about you is needed to buy here.',
          'We write to you about offers only where you said yes, and stop when you say so.',
        ],
      },
      {
        heading: 'Cookies',
        paragraphs: [
          'Four, all our own: one holds the key of your cart, one how many pieces are in it, one the key of an order you placed and one which checkout page it came from. There are no trackers and no advertising cookies.',
        ],
      },
      {
        heading: 'Your rights',
        paragraphs: [
          'Ask us what we hold about you, to correct it, or to erase it. Bills stay as long as the law demands, without your name where that is possible.',
        ],
      },
    ],
    hi: [
      {
        heading: 'हम क्या रखते हैं, और क्यों',
        paragraphs: [
          'ऑर्डर का नाम, पता, फ़ोन और ईमेल: पहुँचाने के लिए, पुष्टि भेजने के लिए, और क्योंकि कर क़ानून बिल रखने को कहता है। यहाँ ख़रीदने के लिए आपके बारे में और कुछ नहीं चाहिए।',
          'ऑफ़र के बारे में हम तभी लिखते हैं जब आपने हाँ कहा हो, और आपके कहते ही रुक जाते हैं।',
        ],
      },
      {
        heading: 'कुकी',
        paragraphs: [
          'चार, सब हमारी अपनी: एक में कार्ट की कुंजी, एक में कार्ट के नग, एक में दिए गए ऑर्डर की कुंजी और एक में वह पृष्ठ जिससे ऑर्डर हुआ। कोई ट्रैकर या विज्ञापन कुकी नहीं है।',
        ],
      },
      {
        heading: 'आपके अधिकार',
        paragraphs: [
          'पूछें कि हम आपके बारे में क्या रखते हैं, उसे ठीक या मिटाने को कहें। बिल उतने समय रहते हैं जितना क़ानून माँगता है, जहाँ हो सके बिना नाम के।',
        ],
      },
    ],
  },
  'shipping-and-returns': {
    en: [
      {
        heading: 'Delivery',
        paragraphs: [
          'Orders go out from the store that has them, within India. What delivery costs is shown in the cart. Collecting at a store is free.',
        ],
      },
      {
        heading: 'Returns',
        paragraphs: [
          'A pack that arrives broken, wrong or past its date is replaced or refunded: tell us within seven days with a photograph. Opened medicines cannot be sold again and are destroyed.',
        ],
      },
    ],
    hi: [
      {
        heading: 'डिलीवरी',
        paragraphs: ['ऑर्डर भारत में उस स्टोर से भेजे जाते हैं जिसके पास सामान है। डिलीवरी शुल्क कार्ट में दिखता है। स्टोर से लेना मुफ़्त है।'],
      },
      {
        heading: 'वापसी',
        paragraphs: [
          'टूटा, ग़लत या तिथि बीता पैक बदला या लौटाया जाता है: सात दिन में फ़ोटो के साथ बताएँ। खुली दवाएँ दोबारा नहीं बिकतीं और नष्ट की जाती हैं।',
        ],
      },
    ],
  },
  'medical-disclaimer': {
    en: [
      {
        paragraphs: [
          'Nothing on these pages is medical advice. We sell medicines by their names; we do not diagnose, and we do not say what a medicine is good for.',
          'Passages of old books are quoted as historical sources with book and section. They were written before modern medicine could test them.',
          'Do not stop or change a treatment because of something you read here. See a registered medical practitioner.',
        ],
      },
      {
        heading: 'In an emergency',
        paragraphs: [
          'Chest pain, signs of a stroke, trouble breathing, heavy bleeding, thoughts of harming yourself: call 112 or go to the nearest hospital at once.',
        ],
      },
    ],
    hi: [
      {
        paragraphs: [
          'इन पृष्ठों पर कुछ भी चिकित्सा सलाह नहीं है। हम दवाएँ उनके नाम से बेचते हैं; न निदान करते हैं, न यह कहते हैं कि कौन-सी दवा किस काम की है।',
          'पुरानी किताबों के अंश ऐतिहासिक स्रोत हैं, किताब और खंड के नाम के साथ। वे आधुनिक जाँच से पहले लिखे गए थे।',
          'यहाँ पढ़ी किसी बात से अपना इलाज न रोकें, न बदलें। पंजीकृत चिकित्सक से मिलें।',
        ],
      },
      {
        heading: 'आपात स्थिति में',
        paragraphs: [
          'सीने में दर्द, लकवे के लक्षण, साँस की तकलीफ़, तेज़ रक्तस्राव, ख़ुद को हानि पहुँचाने के विचार: तुरंत 112 पर फ़ोन करें या पास के अस्पताल जाएँ।',
        ],
      },
    ],
  },
};
