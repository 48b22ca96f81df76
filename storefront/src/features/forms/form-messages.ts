import { defineMessages } from '../i18n/messages.ts';

/** What every form says. */
export const formMessages = defineMessages(
  {
    optional: 'optional',
    problemTitle: 'Please look at this again',
    rateLimited: 'That was too often in a short time. Wait a few minutes and try again.',
    expired: 'This was used already or is too old. Ask for a new one.',
    conflict: 'This has changed in the meantime. Look at it again and retry.',
    forbidden: 'Your account may not do this.',
    notFound: 'This is not there any more.',
    unauthenticated: 'That does not match. Please check it and try again.',
    refused: 'This could not be done. Nothing was changed.',
  },
  {
    optional: 'वैकल्पिक',
    problemTitle: 'कृपया इसे फिर देखें',
    rateLimited: 'थोड़े समय में बहुत बार कोशिश हुई। कुछ मिनट रुककर फिर कोशिश करें।',
    expired: 'यह पहले इस्तेमाल हो चुका है या पुराना है। नया माँगें।',
    conflict: 'इस बीच यह बदल गया है। फिर देखकर कोशिश करें।',
    forbidden: 'आपके खाते को इसकी अनुमति नहीं है।',
    notFound: 'यह अब यहाँ नहीं है।',
    unauthenticated: 'यह मेल नहीं खाता। कृपया जाँचकर फिर कोशिश करें।',
    refused: 'यह नहीं हो सका। कुछ भी नहीं बदला।',
  },
);
