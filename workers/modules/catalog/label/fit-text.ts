/** Advance widths of an old-style serif such as Palatino, in thousandths of the type size. */
const NARROW = 290;
const COMMON = 520;
const WIDE = 790;
const CAPITAL = 700;
const DEVANAGARI = 620;

/** About how wide a text runs, in the unit of `sizePx`. Good to a tenth, which is what breaking lines needs. */
export function textWidth(text: string, sizePx: number, letterSpacingPx = 0): number {
  let thousandths = 0;
  let letters = 0;
  for (const letter of text) {
    letters += 1;
    if (/[fijlrt.,;:'’|!()[\] -]/.test(letter)) thousandths += NARROW;
    else if (/[mwMW]/.test(letter)) thousandths += WIDE;
    else if (/[A-Z]/.test(letter)) thousandths += CAPITAL;
    else if (/\p{M}/u.test(letter)) thousandths += 60;
    else if (letter > '\u08ff' && letter < '\u0980') thousandths += DEVANAGARI;
    else thousandths += COMMON;
  }
  return (thousandths * sizePx) / 1000 + letters * letterSpacingPx;
}

export type SetLines = { readonly lines: readonly string[]; readonly sizePx: number };

/**
 * Sets a text as large as it goes within a width and a number of lines, breaking between words and evening out the
 * lines. A single word that is too long even at the smallest size is left to be squeezed (see `squeeze`).
 */
export function fitText(text: string, widthPx: number, maxLines: number, sizesPx: readonly number[]): SetLines {
  const words = text.split(/\s+/).filter((word) => word !== '');
  for (const sizePx of sizesPx) {
    const lines = breakLines(words, widthPx, sizePx);
    if (lines.length <= maxLines && lines.every((line) => textWidth(line, sizePx) <= widthPx)) {
      return { lines: evenLines(words, widthPx, sizePx, lines.length), sizePx };
    }
  }
  const sizePx = sizesPx.at(-1) ?? 16;
  const lines = breakLines(words, widthPx, sizePx);
  return { lines: lines.length <= maxLines ? lines : cutLines(lines, maxLines), sizePx };
}

function breakLines(words: readonly string[], widthPx: number, sizePx: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer, sizePx) <= widthPx) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The narrowest setting with the same number of lines: no line of one short word under a full one. */
function evenLines(words: readonly string[], widthPx: number, sizePx: number, count: number): string[] {
  let best = breakLines(words, widthPx, sizePx);
  for (let width = widthPx; width > widthPx * 0.4; width -= widthPx * 0.04) {
    const lines = breakLines(words, width, sizePx);
    if (lines.length > count) break;
    best = lines;
  }
  return best;
}

function cutLines(lines: readonly string[], maxLines: number): string[] {
  return lines.slice(0, maxLines).map((line, at) => (at === maxLines - 1 ? `${line}…` : line));
}

/**
 * The attribute that holds a line inside its width whichever font the reader has: only for lines that come near it,
 * since a short line looks better unforced.
 */
export function squeeze(text: string, sizePx: number, widthPx: number, letterSpacingPx = 0): string {
  const natural = textWidth(text, sizePx, letterSpacingPx);
  if (natural < widthPx * 0.95) return '';
  return ` textLength="${Math.round(Math.min(natural, widthPx))}" lengthAdjust="spacingAndGlyphs"`;
}

/** Text as XML: markup escaped, characters that XML forbids dropped. */
export function xmlText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
