/** What a mail about an account says. A link is part of it when it asks for something. */
interface MailWords {
  subject: string;
  heading: string;
  text: string;
  /** The words on the button. */
  action?: string;
  note: string;
}

const english = {
  locale: 'en-IN',
  greeting: (name: string) => `Dear ${name},`,
  someone: 'Hello,',
  device: 'Device',
  place: 'Place',
  time: 'Time',
  mails: {
    verify_email: {
      subject: 'Confirm your email address',
      heading: 'One step to your account',
      text: 'Confirm that this address is yours, and your account is ready. The link is good for one day and works once.',
      action: 'Confirm my address',
      note: 'Was it not you who signed up? Then do nothing: without the link there is no account.',
    },
    magic_link: {
      subject: 'Your link to sign in',
      heading: 'Sign in with one click',
      text: 'This link signs you in. It is good for 15 minutes and works once.',
      action: 'Sign in',
      note: 'Was it not you who asked for it? Then do nothing, and give the link to nobody.',
    },
    password_reset: {
      subject: 'Choose a new password',
      heading: 'A new password',
      text: 'With this link you choose a new password. It is good for 30 minutes and works once. You will be signed out everywhere.',
      action: 'Choose a password',
      note: 'Was it not you who asked for it? Then do nothing: your password stays as it is.',
    },
    address_known: {
      subject: 'You have an account already',
      heading: 'You have an account already',
      text: 'Somebody wanted to sign up with this address. If it was you: you have an account, so sign in, or choose a new password if you have forgotten yours.',
      action: 'Sign in',
      note: 'Was it not you? Then nothing has happened, and there is nothing to do.',
    },
    new_device: {
      subject: 'A new device has signed in to your account',
      heading: 'A new device has signed in',
      text: 'Your account was just signed in to from a device that we have not seen before.',
      action: 'See my sessions',
      note: 'Was it not you? End that session there and change your password.',
    },
    password_changed: {
      subject: 'Your password has been changed',
      heading: 'Your password has been changed',
      text: 'The password of your account has just been changed. Other devices are signed out.',
      note: 'Was it not you? Choose a new password at once with “forgotten password”, and write to us.',
    },
    second_factor_removed: {
      subject: 'Your second factor has been removed',
      heading: 'Signing in asks for less now',
      text: 'The authenticator app was removed from your account: signing in no longer asks for a code.',
      note: 'Was it not you? Change your password at once and set up the authenticator app again.',
    },
    passkey_added: {
      subject: 'A passkey was added to your account',
      heading: 'A new passkey',
      text: 'A passkey was just added to your account. It signs in without a password.',
      action: 'See my passkeys',
      note: 'Was it not you? Remove it there and change your password.',
    },
    passkey_removed: {
      subject: 'A passkey was removed from your account',
      heading: 'One passkey fewer',
      text: 'A passkey was just removed from your account: it no longer signs in.',
      action: 'See my passkeys',
      note: 'Was it not you? Change your password at once and end the sessions that are not yours.',
    },
    second_factor_added: {
      subject: 'An authenticator app was added to your account',
      heading: 'Signing in asks for a code now',
      text: 'An authenticator app was just added to your account: signing in asks for its code from now on.',
      action: 'See my security',
      note: 'Was it not you? Choose a new password at once with “forgotten password”, and write to us.',
    },
    recovery_codes_renewed: {
      subject: 'Your recovery codes have been renewed',
      heading: 'New recovery codes',
      text: 'New recovery codes were just made for your account. The old ones no longer work.',
      action: 'See my security',
      note: 'Was it not you? Change your password at once and make new recovery codes.',
    },
    api_key_made: {
      subject: 'An API key was made in your account',
      heading: 'A new API key',
      text: 'A key for a program was just made in your account. It can do in your name what it was given.',
      action: 'See my keys',
      note: 'Was it not you? Revoke the key there and change your password.',
    },
    session_reuse: {
      subject: 'We have ended a session of your account',
      heading: 'We have ended a session',
      text: 'Somebody showed a key of your session that had been used before. It may have been copied, so we have ended that session. Sign in again where you were signed out.',
      action: 'See my sessions',
      note: 'If you see devices that are not yours, end their sessions and change your password.',
    },
  } satisfies Record<string, MailWords>,
};

export type AccountMailKind = keyof typeof english.mails;
type Phrases = Omit<typeof english, 'mails'> & { mails: Record<AccountMailKind, MailWords> };

const hindi: Phrases = {
  locale: 'hi-IN',
  greeting: (name) => `प्रिय ${name},`,
  someone: 'नमस्ते,',
  device: 'डिवाइस',
  place: 'स्थान',
  time: 'समय',
  mails: {
    verify_email: {
      subject: 'अपना ईमेल पता पक्का करें',
      heading: 'आपका खाता एक कदम दूर है',
      text: 'पक्का करें कि यह पता आपका है, और आपका खाता तैयार है। यह लिंक एक दिन तक मान्य है और एक बार काम करता है।',
      action: 'पता पक्का करें',
      note: 'क्या आपने खाता नहीं बनाया? तो कुछ न करें: इस लिंक के बिना कोई खाता नहीं बनता।',
    },
    magic_link: {
      subject: 'साइन इन करने का आपका लिंक',
      heading: 'एक क्लिक में साइन इन करें',
      text: 'इस लिंक से आप साइन इन होंगे। यह 15 मिनट तक मान्य है और एक बार काम करता है।',
      action: 'साइन इन करें',
      note: 'क्या आपने यह नहीं माँगा? तो कुछ न करें, और यह लिंक किसी को न दें।',
    },
    password_reset: {
      subject: 'नया पासवर्ड चुनें',
      heading: 'नया पासवर्ड',
      text: 'इस लिंक से आप नया पासवर्ड चुन सकते हैं। यह 30 मिनट तक मान्य है और एक बार काम करता है। आप हर जगह से साइन आउट हो जाएँगे।',
      action: 'पासवर्ड चुनें',
      note: 'क्या आपने यह नहीं माँगा? तो कुछ न करें: आपका पासवर्ड वही रहेगा।',
    },
    address_known: {
      subject: 'आपका खाता पहले से है',
      heading: 'आपका खाता पहले से है',
      text: 'किसी ने इस पते से खाता बनाना चाहा। यदि वह आप थे: आपका खाता पहले से है, इसलिए साइन इन करें, या पासवर्ड भूल गए हों तो नया चुनें।',
      action: 'साइन इन करें',
      note: 'क्या वह आप नहीं थे? तो कुछ नहीं हुआ है और कुछ करना भी नहीं है।',
    },
    new_device: {
      subject: 'आपके खाते में नए डिवाइस से साइन इन हुआ',
      heading: 'नए डिवाइस से साइन इन हुआ',
      text: 'अभी आपके खाते में ऐसे डिवाइस से साइन इन हुआ जिसे हमने पहले नहीं देखा।',
      action: 'मेरे सत्र देखें',
      note: 'क्या वह आप नहीं थे? वहाँ वह सत्र समाप्त करें और अपना पासवर्ड बदलें।',
    },
    password_changed: {
      subject: 'आपका पासवर्ड बदल दिया गया है',
      heading: 'आपका पासवर्ड बदल दिया गया है',
      text: 'आपके खाते का पासवर्ड अभी बदला गया है। दूसरे डिवाइस साइन आउट हो गए हैं।',
      note: 'क्या वह आप नहीं थे? “पासवर्ड भूल गए” से तुरंत नया पासवर्ड चुनें और हमें लिखें।',
    },
    second_factor_removed: {
      subject: 'आपका दूसरा चरण हटा दिया गया है',
      heading: 'साइन इन अब कम पूछता है',
      text: 'आपके खाते से ऑथेंटिकेटर ऐप हटा दिया गया: साइन इन करने पर अब कोड नहीं पूछा जाएगा।',
      note: 'क्या वह आप नहीं थे? तुरंत पासवर्ड बदलें और ऑथेंटिकेटर ऐप फिर से जोड़ें।',
    },
    passkey_added: {
      subject: 'आपके खाते में पासकी जोड़ी गई',
      heading: 'नई पासकी',
      text: 'आपके खाते में अभी एक पासकी जोड़ी गई। इससे बिना पासवर्ड के साइन इन होता है।',
      action: 'मेरी पासकी देखें',
      note: 'क्या वह आप नहीं थे? उसे वहाँ हटाएँ और अपना पासवर्ड बदलें।',
    },
    passkey_removed: {
      subject: 'आपके खाते से पासकी हटाई गई',
      heading: 'एक पासकी कम हुई',
      text: 'आपके खाते से अभी एक पासकी हटाई गई: उससे अब साइन इन नहीं होगा।',
      action: 'मेरी पासकी देखें',
      note: 'क्या वह आप नहीं थे? तुरंत पासवर्ड बदलें और जो सत्र आपके नहीं हैं उन्हें समाप्त करें।',
    },
    second_factor_added: {
      subject: 'आपके खाते में ऑथेंटिकेटर ऐप जोड़ा गया',
      heading: 'साइन इन अब कोड पूछता है',
      text: 'आपके खाते में अभी एक ऑथेंटिकेटर ऐप जोड़ा गया: अब से साइन इन करने पर उसका कोड पूछा जाएगा।',
      action: 'मेरी सुरक्षा देखें',
      note: 'क्या वह आप नहीं थे? “पासवर्ड भूल गए” से तुरंत नया पासवर्ड चुनें और हमें लिखें।',
    },
    recovery_codes_renewed: {
      subject: 'आपके रिकवरी कोड नए बनाए गए हैं',
      heading: 'नए रिकवरी कोड',
      text: 'आपके खाते के लिए अभी नए रिकवरी कोड बनाए गए। पुराने अब काम नहीं करते।',
      action: 'मेरी सुरक्षा देखें',
      note: 'क्या वह आप नहीं थे? तुरंत पासवर्ड बदलें और नए रिकवरी कोड बनाएँ।',
    },
    api_key_made: {
      subject: 'आपके खाते में API कुंजी बनाई गई',
      heading: 'नई API कुंजी',
      text: 'आपके खाते में अभी किसी प्रोग्राम के लिए एक कुंजी बनाई गई। उसे जो अधिकार दिए गए, वह आपके नाम से काम कर सकती है।',
      action: 'मेरी कुंजियाँ देखें',
      note: 'क्या वह आप नहीं थे? उस कुंजी को वहाँ रद्द करें और पासवर्ड बदलें।',
    },
    session_reuse: {
      subject: 'हमने आपके खाते का एक सत्र समाप्त किया है',
      heading: 'हमने एक सत्र समाप्त किया है',
      text: 'किसी ने आपके सत्र की ऐसी कुंजी दिखाई जो पहले इस्तेमाल हो चुकी थी। हो सकता है उसकी नकल हुई हो, इसलिए हमने वह सत्र समाप्त कर दिया। जहाँ आप साइन आउट हुए, वहाँ फिर साइन इन करें।',
      action: 'मेरे सत्र देखें',
      note: 'यदि कोई डिवाइस आपका नहीं है, तो उसका सत्र समाप्त करें और पासवर्ड बदलें।',
    },
  },
};

/** The words of a language; English for one that we do not speak. */
export const phrasesFor = (language: string): Phrases => (language.toLowerCase().startsWith('hi') ? hindi : english);
