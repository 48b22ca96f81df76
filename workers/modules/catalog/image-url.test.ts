import { describe, expect, it } from 'vitest';
import { type LabelSubject, labelImageUrl, photoPicture } from './image-url.ts';

const subject: LabelSubject = {
  variantId: '019b76da-a800-75cd-90b6-f876acad34c2',
  productName: 'Sulphur dilution',
  form: 'dilution',
  potencyLabel: '30C',
  packLabel: '30 ml',
  brandName: 'Banyan Row',
  brandColour: '#1f4d3a',
  manufacturer: 'Banyan Row Laboratories',
  licenceNumber: 'L-1',
  alcoholPermille: 910,
};

describe('labelImageUrl', () => {
  it('stays the same as long as the same is printed', () => {
    expect(labelImageUrl({ ...subject })).toBe(labelImageUrl(subject));
    expect(labelImageUrl(subject)).toMatch(/^\/media\/label\/[0-9a-f-]{36}\.[0-9a-f]{8}\.svg$/);
  });

  it('changes with every printed fact', () => {
    const changed = Object.keys(subject)
      .filter((name) => name !== 'variantId')
      .map((name) => labelImageUrl({ ...subject, [name]: name === 'alcoholPermille' ? 1 : 'other' }));
    expect(new Set([labelImageUrl(subject), ...changed]).size).toBe(10);
  });
});

describe('photoPicture', () => {
  it('makes an address of any file key', () => {
    const photo = { fileKey: 'photos/a b.webp', alt: 'Arnica', widthPx: 10, heightPx: 20 };
    expect(photoPicture(photo)).toEqual({ url: '/media/photos/a%20b.webp', alt: 'Arnica', width: 10, height: 20 });
  });
});
