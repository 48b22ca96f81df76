import { composeLetter } from '#modules/campaigns';
import type { ShopFace } from '#platform/context';

interface BreakGlassFacts {
  name: string;
  role: string;
  minutes: number;
  reason: string;
  language: string;
}

/** What an owner is told when somebody takes a role in an emergency. */
export function breakGlassLetter(facts: BreakGlassFacts, shop: ShopFace) {
  return composeLetter({ language: facts.language, ...(isHindi(facts.language) ? hindi : english)(facts, shop) }, shop);
}

const isHindi = (language: string): boolean => language.toLowerCase().startsWith('hi');

const english = ({ name, role, minutes, reason }: BreakGlassFacts, shop: ShopFace) => ({
  title: `${name} has taken the role ${role} for ${minutes} minutes`,
  heading: 'A role was taken in an emergency',
  paragraphs: [
    `${name} has taken the role ${role} for ${minutes} minutes.`,
    `The reason given: ${reason}`,
    'It ends by itself. If this is not right, revoke it now and talk to them; the audit log shows what was done with it.',
  ],
  action: { label: 'Open the console', url: `${shop.url}/admin` },
  note: 'Every owner gets this message whenever somebody takes a role in an emergency.',
});

const hindi = ({ name, role, minutes, reason }: BreakGlassFacts, shop: ShopFace) => ({
  title: `${name} ने ${minutes} मिनट के लिए ${role} भूमिका ली है`,
  heading: 'आपात स्थिति में एक भूमिका ली गई है',
  paragraphs: [
    `${name} ने ${minutes} मिनट के लिए ${role} भूमिका ली है।`,
    `बताया गया कारण: ${reason}`,
    'यह अपने आप समाप्त हो जाएगी। यदि यह ठीक नहीं है तो इसे अभी वापस लें और उनसे बात करें; ऑडिट लॉग दिखाता है कि इससे क्या किया गया।',
  ],
  action: { label: 'कंसोल खोलें', url: `${shop.url}/admin` },
  note: 'जब भी कोई आपात स्थिति में भूमिका लेता है, हर मालिक को यह संदेश मिलता है।',
});
