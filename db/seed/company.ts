import { gstin } from './gstin.ts';
import { sampleId } from './random.ts';

/** Shown wherever the sample company could be mistaken for a real one. */
export const SAMPLE_NOTICE =
  'Sample data: this company, its brands, prices, batches and stock are invented. The remedies and the old books are real.';

export interface SampleBrand {
  slug: string;
  /** Two letters that stand at the end of a SKU. */
  code: string;
  name: string;
  nameHindi: string;
  manufacturer: string;
  licenceNumber: string;
  colour: string;
  /** How its prices compare with those of the first brand, in percent. */
  pricePercent: number;
}

/** The house brands come first; the others fill the large assortment for measurements. */
export const sampleBrands: readonly SampleBrand[] = [
  brand('Banyan Row', 'BR', 'बनयान रो', 'MH', '#1F4D3A', 100),
  brand('Nilgiri Glass', 'NG', 'नीलगिरि ग्लास', 'KA', '#2B4C7E', 112),
  brand('Old Ferry', 'OF', 'ओल्ड फ़ेरी', 'MH', '#7A3B2E', 88),
  brand('Amber Lane', 'AL', 'एम्बर लेन', 'KA', '#8A5A00', 105),
  brand('Cinder Hill', 'CH', 'सिंडर हिल', 'MH', '#5B3A6B', 96),
  brand('Deccan Phial', 'DP', 'दक्कन फ़ायल', 'MH', '#2F6B3C', 92),
  brand('Fern and Vale', 'FV', 'फ़र्न एंड वेल', 'KA', '#3D5A4C', 108),
  brand('Lantern Yard', 'LY', 'लैंटर्न यार्ड', 'MH', '#6B4226', 90),
  brand('Monsoon Bell', 'MB', 'मॉनसून बेल', 'KA', '#1E5F74', 102),
  brand('Quarry Bank', 'QB', 'क्वैरी बैंक', 'MH', '#4A4A48', 85),
];

function brand(
  name: string,
  code: string,
  nameHindi: string,
  state: string,
  colour: string,
  pricePercent: number,
): SampleBrand {
  const slug = name.toLowerCase().replaceAll(' ', '-');
  const manufacturer = `${name} Sample Laboratories`;
  return {
    slug,
    code,
    name,
    nameHindi,
    manufacturer,
    licenceNumber: `SAMPLE-25C-${state}-${code}`,
    colour,
    pricePercent,
  };
}

export const brandId = (slug: string): string => sampleId(`brand/${slug}`);

/** A PAN of the right shape that belongs to nobody: its digits are zeros. */
const SAMPLE_PAN = 'AAACT0000S';

const allWeek = [
  { days: 'Mo-Sa', opens: '09:30', closes: '21:00' },
  { days: 'Su', opens: '10:00', closes: '14:00' },
];
const workDays = [{ days: 'Mo-Sa', opens: '10:00', closes: '20:00' }];

const maharashtra = { state: 'Maharashtra', stateCode: '27' };
const karnataka = { state: 'Karnataka', stateCode: '29' };

type Address = { state: string; stateCode: string; line1: string; city: string; postalCode: string; phone: string };

function store(position: number, code: string, name: string, nameHindi: string, hours: unknown, address: Address) {
  return {
    id: sampleId(`store/${code}`),
    code,
    slug: name.toLowerCase().replace(/[^a-z]+/g, '-'),
    name,
    nameHindi,
    ...address,
    gstin: gstin(address.stateCode, SAMPLE_PAN),
    licenceNumber: `SAMPLE-20C-${address.stateCode}-${code}`,
    timeZone: 'Asia/Kolkata',
    hours,
    fulfils: ['delivery', 'pickup'],
    position,
  };
}

/** Four shops in two states; the first serves web orders. Addresses and numbers are invented. */
export function sampleStores() {
  return [
    store(0, 'PUN', 'Pune Deccan', 'पुणे डेक्कन', allWeek, {
      ...maharashtra,
      line1: '12 Sample Arcade, Jangali Maharaj Road',
      city: 'Pune',
      postalCode: '411004',
      phone: '+912000000012',
    }),
    store(1, 'MUM', 'Mumbai Dadar', 'मुंबई दादर', allWeek, {
      ...maharashtra,
      line1: '7 Sample House, Gokhale Road North',
      city: 'Mumbai',
      postalCode: '400028',
      phone: '+912200000007',
    }),
    store(2, 'BLR', 'Bengaluru Jayanagar', 'बेंगलुरु जयनगर', allWeek, {
      ...karnataka,
      line1: '31 Sample Complex, 4th Block',
      city: 'Bengaluru',
      postalCode: '560011',
      phone: '+918000000031',
    }),
    store(3, 'MYS', 'Mysuru Palace Road', 'मैसूरु पैलेस रोड', workDays, {
      ...karnataka,
      line1: '5 Sample Chambers, Albert Victor Road',
      city: 'Mysuru',
      postalCode: '570001',
      phone: '+918210000005',
    }),
  ];
}
