/** What is printed on a label, and so decides its picture. Field names are those of the rows they come from. */
export interface LabelSubject {
  variantId: string;
  productName: string;
  form: string;
  potencyLabel: string | null;
  packLabel: string;
  brandName: string;
  brandColour: string;
  manufacturer: string;
  licenceNumber: string | null;
  alcoholPermille: number | null;
}

/** Counts up when labels are drawn differently, so that old pictures leave every cache. */
const LABEL_EDITION = 1;

/** Size of the drawing, in CSS pixels. */
const labelSizePx = { width: 480, height: 640 };

/**
 * The address of a variant's label. It names the content (a hash of what is printed), so a picture may be kept for a
 * year, and a change of any printed fact gives a new address.
 */
export function labelImageUrl(subject: LabelSubject): string {
  return `/media/label/${subject.variantId}.${labelVersion(subject)}.svg`;
}

/** Eight characters that change when anything printed changes. */
export function labelVersion(subject: LabelSubject): string {
  return fnv1a(
    JSON.stringify([
      LABEL_EDITION,
      subject.productName,
      subject.form,
      subject.potencyLabel,
      subject.packLabel,
      subject.brandName,
      subject.brandColour,
      subject.manufacturer,
      subject.licenceNumber,
      subject.alcoholPermille,
    ]),
  );
}

/** FNV-1a over UTF-16 units, 32 bits: tells versions of one label apart, guards nothing. */
function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

export interface Picture {
  url: string;
  alt: string;
  width: number;
  height: number;
}

/** The drawn label of a variant, described for people who do not see it. */
export function labelPicture(subject: LabelSubject): Picture {
  const words = [subject.productName, subject.potencyLabel, subject.packLabel].filter((word) => word !== null);
  return { url: labelImageUrl(subject), alt: `Label: ${words.join(', ')}, ${subject.brandName}`, ...labelSizePx };
}

export interface PhotoFacts {
  fileKey: string;
  alt: string;
  widthPx: number;
  heightPx: number;
}

/** An uploaded photo. Its key names its content, so it never changes. */
export function photoPicture(photo: PhotoFacts): Picture {
  const path = photo.fileKey.split('/').map(encodeURIComponent).join('/');
  return { url: `/media/${path}`, alt: photo.alt, width: photo.widthPx, height: photo.heightPx };
}
