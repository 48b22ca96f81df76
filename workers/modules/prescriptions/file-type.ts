const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

const kinds = [
  { contentType: 'application/pdf', extension: 'pdf', fits: (b: Uint8Array) => ascii(b, 0, 5) === '%PDF-' },
  {
    contentType: 'image/jpeg',
    extension: 'jpg',
    fits: (b: Uint8Array) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff,
  },
  {
    contentType: 'image/png',
    extension: 'png',
    fits: (b: Uint8Array) => b[0] === 0x89 && ascii(b, 1, 8) === 'PNG\r\n\u001a\n',
  },
  {
    contentType: 'image/webp',
    extension: 'webp',
    fits: (b: Uint8Array) => ascii(b, 0, 4) === 'RIFF' && ascii(b, 8, 12) === 'WEBP',
  },
] as const;

export type FileType = (typeof kinds)[number]['contentType'];
export const fileTypes: readonly FileType[] = kinds.map(({ contentType }) => contentType);

/** What a file is by its first bytes, whatever it was said to be; undefined for anything that no prescription is. */
export const sniffType = (bytes: Uint8Array): FileType | undefined =>
  kinds.find(({ fits }) => fits(bytes))?.contentType;

export const extensionOf = (contentType: string): string =>
  kinds.find((kind) => kind.contentType === contentType)?.extension ?? 'bin';
