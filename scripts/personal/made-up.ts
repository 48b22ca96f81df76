/** Somebody who does not exist, made of a seed: the same seed is always the same person. */
export interface MadeUp {
  name: string;
  email: string;
  phone: string;
  line1: string;
}

// Syllables and not a list of names: a masked name must never be somebody's.
const starts = [
  'Bro',
  'Dax',
  'Fen',
  'Gri',
  'Jov',
  'Kel',
  'Lum',
  'Mox',
  'Nyr',
  'Pex',
  'Quo',
  'Ryk',
  'Sto',
  'Tav',
  'Vux',
  'Zem',
];
const ends = [
  'bax',
  'dorn',
  'fik',
  'gult',
  'hup',
  'kon',
  'lez',
  'mur',
  'nop',
  'pruk',
  'quet',
  'rolm',
  'skot',
  'tamp',
  'vorp',
  'zik',
];

/** A reserved domain (RFC 2606): nothing that is sent to it arrives anywhere. */
const DOMAIN = 'masked.invalid';
const PHONE_DIGITS = 9;

/** `seed`: hex, 32 characters or more, from which nobody can tell whose it was. */
export function madeUp(seed: string): MadeUp {
  const at = (place: number) => Number.parseInt(seed[place] ?? '0', 16);
  const word = (place: number) => `${starts[at(place)]}${ends[at(place + 1)]}`;
  const digits = BigInt(`0x${seed.slice(8, 24)}`)
    .toString()
    .padStart(PHONE_DIGITS, '0')
    .slice(-PHONE_DIGITS);
  return {
    name: `${word(0)} ${word(2)}${ends[at(4)]}`,
    email: `${seed.slice(0, 16)}@${DOMAIN}`,
    // No number of India begins with 0: it can never ring.
    phone: `+910${digits}`,
    line1: `${at(5) + 1} ${word(6)} Road`,
  };
}
