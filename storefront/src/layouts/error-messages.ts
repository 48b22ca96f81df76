import { defineMessages } from '../features/i18n/messages.ts';

export const errorMessages = defineMessages(
  {
    notFoundTitle: 'There is nothing under this address.',
    notFoundText: 'It may have been moved or mistyped. Search for the remedy, or begin from the shop.',
    brokenTitle: 'Something went wrong on our side.',
    brokenText: 'Nothing you entered has been charged or ordered twice. Please try again in a moment.',
    unavailableTitle: 'The shop is catching its breath.',
    unavailableText: 'We cannot reach our shelves at the moment. Your cart is kept. Please reload in a few seconds.',
    toShop: 'To the shop',
    toHome: 'To the first page',
  },
  {
    notFoundTitle: 'इस पते पर कुछ नहीं है।',
    notFoundText: 'शायद पता बदल गया है या ग़लत लिखा गया। औषधि खोजें, या दुकान से शुरू करें।',
    brokenTitle: 'हमारी ओर से कुछ गड़बड़ हुई।',
    brokenText: 'आपका कुछ भी दो बार नहीं मँगाया गया और न पैसे कटे। कृपया थोड़ी देर में फिर कोशिश करें।',
    unavailableTitle: 'दुकान ज़रा साँस ले रही है।',
    unavailableText: 'अभी हम अपनी शेल्फ़ तक नहीं पहुँच पा रहे। आपका कार्ट सुरक्षित है। कुछ सेकंड में पृष्ठ फिर खोलें।',
    toShop: 'दुकान पर जाएँ',
    toHome: 'मुखपृष्ठ पर जाएँ',
  },
);
