import { defineMessages } from '../i18n/messages.ts';

/** Titles of the documents; their texts stand in one file a document. */
export const legalMessages = defineMessages(
  {
    about: 'About the shop',
    terms: 'Terms of sale',
    privacy: 'Privacy',
    'shipping-and-returns': 'Shipping and returns',
    'medical-disclaimer': 'Medical disclaimer',
    sample: 'This is the text of a sample shop. Have your own checked by a lawyer before you sell.',
  },
  {
    about: 'दुकान के बारे में',
    terms: 'बिक्री की शर्तें',
    privacy: 'निजता',
    'shipping-and-returns': 'डिलीवरी और वापसी',
    'medical-disclaimer': 'चिकित्सा अस्वीकरण',
    sample: 'यह एक नमूना दुकान का पाठ है। बेचने से पहले अपना पाठ वकील से जँचवाएँ।',
  },
);
