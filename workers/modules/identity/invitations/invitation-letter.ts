import { composeLetter } from '#modules/campaigns';
import type { ShopFace } from '#platform/context';

interface InvitationFacts {
  token: string;
  language: string;
  expiresAt: Date;
}

/** What an invited person is sent. The link is the only place where the secret stands. */
export function invitationLetter({ token, language, expiresAt }: InvitationFacts, shop: ShopFace) {
  const isHindi = language.toLowerCase().startsWith('hi');
  const url = `${shop.url}${isHindi ? '/hi' : ''}/sign-up?invitation=${encodeURIComponent(token)}`;
  const format = new Intl.DateTimeFormat(isHindi ? 'hi-IN' : 'en-IN', { dateStyle: 'long', timeZone: 'Asia/Kolkata' });
  const words = (isHindi ? hindi : english)(shop.name, format.format(expiresAt));
  const { label, ...rest } = words;
  return composeLetter({ language, ...rest, action: { label, url } }, shop);
}

const english = (shopName: string, lastDay: string) => ({
  title: `Your invitation to ${shopName}`,
  heading: 'You are invited',
  paragraphs: [
    `${shopName} has invited you to an account. Choose a name and a password, and it is yours.`,
    `The link works once, for this address, until ${lastDay}.`,
  ],
  label: 'Accept the invitation',
  note: 'If you do not know what this is about, leave it: without the link there is no account.',
});

const hindi = (shopName: string, lastDay: string) => ({
  title: `${shopName} की ओर से आपका निमंत्रण`,
  heading: 'आपको आमंत्रित किया गया है',
  paragraphs: [
    `${shopName} ने आपको एक खाते के लिए आमंत्रित किया है। अपना नाम और पासवर्ड चुनें, और खाता आपका है।`,
    `यह लिंक केवल एक बार, केवल इस पते के लिए, ${lastDay} तक काम करता है।`,
  ],
  label: 'निमंत्रण स्वीकार करें',
  note: 'यदि आप इसके बारे में नहीं जानते, तो इसे छोड़ दें: इस लिंक के बिना कोई खाता नहीं बनता।',
});
