import { defineMessages } from '../i18n/messages.ts';

export const giftCardMessages = defineMessages(
  {
    title: 'Gift card balance',
    lead: 'Write the code of the card to see what is left on it. You pay with it at checkout.',
    code: 'Code of the gift card',
    codeHint: 'As it is printed, with or without hyphens.',
    look: 'Show what is left',
    left: (amount: string) => `${amount} is left on this card.`,
    usable: (amount: string) => `${amount} of it can be used now; the rest belongs to orders under way.`,
    until: (date: string) => `It can be used until ${date}.`,
    missing: 'Please write the code of the card.',
    creditTitle: 'Store credit',
    creditText: (amount: string) => `${amount} can be used for your next order, at checkout.`,
    creditAll: (amount: string) => `${amount} in all, with what orders under way have set aside.`,
  },
  {
    title: 'गिफ़्ट कार्ड में कितना बचा है',
    lead: 'कार्ड का कोड लिखें और देखें कि कितना बचा है। उससे ऑर्डर करते समय भुगतान करें।',
    code: 'गिफ़्ट कार्ड का कोड',
    codeHint: 'जैसा छपा है, हाइफ़न के साथ या बिना।',
    look: 'कितना बचा है देखें',
    left: (amount: string) => `इस कार्ड पर ${amount} बचे हैं।`,
    usable: (amount: string) => `इनमें से ${amount} अभी काम आ सकते हैं; बाक़ी चल रहे ऑर्डर के हैं।`,
    until: (date: string) => `इसे ${date} तक इस्तेमाल कर सकते हैं।`,
    missing: 'कृपया कार्ड का कोड लिखें।',
    creditTitle: 'स्टोर क्रेडिट',
    creditText: (amount: string) => `${amount} आपके अगले ऑर्डर में काम आ सकते हैं।`,
    creditAll: (amount: string) => `कुल ${amount}, चल रहे ऑर्डर के लिए रखी राशि समेत।`,
  },
);
