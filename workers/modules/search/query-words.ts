/** Words that say nothing about what is wanted, in English and Hinglish. They are dropped before a name is looked for. */
export const fillerWords: ReadonlySet<string> = new Set(
  (
    'a an and for in the to of buy want need me my i please show online price cost rate medicine medicines remedy dawa dawai dawaai ' +
    'davai homeopathic homeopathy homoeopathic homoeopathy ki ka ke ko wali wala mujhe chahiye chaiye do dena hai ' +
    'potency power pot strength shakti size pack packing bottle bottles btl vial vials box tube ' +
    'की का के को वाली वाला दवा दवाई मुझे चाहिए होम्योपैथिक पोटेंसी पावर शक्ति'
  ).split(' '),
);

/** What things are counted in when somebody orders "2 bottles" or "3 pcs". */
export const countWords =
  /^(?:bottles?|btls?|pcs?|pieces?|nos?|units?|packs?|packets?|strips?|boxes|box|tubes?|vials?|qty|sheeshi|shishi|nag|शीशी|नग|बोतल|पैकेट)$/;

/** Potency letters as they are written in Devanagari. */
export const devanagariLetters: Readonly<Record<string, string>> = {
  सी: 'c',
  सीएच: 'ch',
  एक्स: 'x',
  क्यू: 'q',
  एम: 'm',
  सीएम: 'cm',
  एलएम: 'lm',
  के: 'k',
};

/** Codes of complexes: BC 28, Bio Combination 28, R89. Their number is never a potency. */
export const complexCode = /^(?:bc|bio ?comb(?:ination)?|biocombination|bio|r|no|n) ?(\d{1,3})$/;

/** Well-known makers, so that their name is not taken for part of a remedy where the shop does not carry them. */
export const otherMakers: readonly string[] = [
  'SBL',
  'Schwabe',
  'Willmar Schwabe',
  'Dr Reckeweg',
  'Reckeweg',
  'Bakson',
  'Baksons',
  'Allen',
  'Boiron',
  'Adel',
  'Wheezal',
  'Medisynth',
  'Haslab',
  'Lords',
  'Hapdco',
  'BJain',
  'Bhargava',
  'Nelsons',
  'Helios',
  'Weleda',
  'Heel',
  'Lehning',
];
