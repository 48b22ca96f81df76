/** How a line of a pasted order says how many it wants. */
export interface WrittenLine {
  /** From 1, as the person sees it. */
  number: number;
  /** As it was written, trimmed. */
  text: string;
  /** Without the quantity where that stood in a cell or behind a sign of its own. */
  wanted: string;
  /** Null: the words themselves must say it. */
  quantity: number | null;
}

/** An order sheet of a busy dealer; each line is one look-up. */
export const maxLines = 200;
export const maxTextLength = 20_000;
/** As much as a query may have. */
export const maxLineLength = 200;

/** As many pieces of one item as a cart takes. */
const maxQuantity = 999;

const separators =
  /\t|;|,(?=\s*\d+\s*(?:nos?|pcs?|pieces?|units?|bottles?)?\.?\s*$)|(?<=^[A-Za-z0-9-]{4,40}),|(?<=^\d{1,3}),/;
const counts = '(?:nos?|pcs?|pieces?|units?|bottles?|btls?|qty)';
const bullet = /^(?:[-•*]\s+|\(?\d{1,3}[.)]\s+)/;
const wholeNumber = new RegExp(`^(?:x|×)?\\s*(\\d{1,4})\\s*${counts}?\\.?$`, 'i');
/** "nux vom 200 30ml = 12", "- 12", "@12": a sign that is neither part of a name nor of a potency. */
const behindSign = /^(.*\S)\s+[-–—=:@]\s*(\d{1,4})(?:\s*(?:nos?|pcs?|pieces?|units?|bottles?))?\.?$/i;
/** "x 12" with a blank, "× 12", "12 nos": how many. "x12" in one word may be a potency and is left to the reading of names. */
const atEnd =
  /^(.*\S)\s+(?:x\s+(\d{1,4})|[×*]\s*(\d{1,4})|(\d{1,4})\s*(?:nos?|pcs?|pieces?|units?|bottles?|btls?))\.?$/i;
/** "12 x nux vom 200", "12 nos nux vom 200", "12 * arnica 30". */
const inFront = new RegExp(`^(\\d{1,4})\\s*(?:[x×*]|${counts}\\b\\.?)\\s+(\\S.*)$`, 'i');

/** The header of a sheet: `sku,quantity`, `Item<tab>Qty`. */
const header =
  /^(?:s\.?\s*no\.?\s*[\t,;]\s*)?(?:sku|item|items|product|medicine|name|description)\s*[\t,;]\s*(?:qty|quantity|nos?|pcs)\.?$/i;

const plain = (text: string): string =>
  text
    .replaceAll(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x09_66))
    .replaceAll(/\u00a0/g, ' ')
    .trim();

const unquoted = (cell: string): string =>
  cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replaceAll('""', '"')
    .trim();

function asQuantity(text: string): number | undefined {
  const digits = wholeNumber.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** A line of cells: the quantity is the last cell that is a number, or the first one. */
function fromCells(cells: readonly string[]): { wanted: string; quantity: number } | undefined {
  if (cells.length < 2) return undefined;
  const last = cells.length - 1;
  const at = [last, 0].find((place) => asQuantity(cells[place] ?? '') !== undefined);
  if (at === undefined) return undefined;
  // "1<tab>Arnica 30<tab>12": what counts the lines is no quantity.
  const from = at === last && cells.length > 2 && /^\d{1,3}\.?$/.test(cells[0] ?? '') ? 1 : 0;
  const wanted = cells.filter((_, place) => place !== at && place >= from).join(' ');
  return { wanted, quantity: asQuantity(cells[at] ?? '') ?? 0 };
}

function readOne(text: string): { wanted: string; quantity: number | null } {
  const cells = text
    .split(separators)
    .map(unquoted)
    .filter((cell) => cell !== '');
  const celled = fromCells(cells);
  if (celled !== undefined) return celled;
  const bare = unquoted(text).replace(bullet, '');
  const signed = behindSign.exec(bare);
  if (signed?.[1] !== undefined && signed[2] !== undefined) return { wanted: signed[1], quantity: Number(signed[2]) };
  const ended = atEnd.exec(bare);
  const count = ended?.[2] ?? ended?.[3] ?? ended?.[4];
  if (ended?.[1] !== undefined && count !== undefined) return { wanted: ended[1], quantity: Number(count) };
  const fronted = inFront.exec(bare);
  if (fronted?.[1] !== undefined && fronted[2] !== undefined) {
    return { wanted: fronted[2], quantity: Number(fronted[1]) };
  }
  return { wanted: bare, quantity: null };
}

/** Whether so many pieces may stand on one line of a cart. */
export const isQuantity = (quantity: number): boolean =>
  Number.isInteger(quantity) && quantity >= 1 && quantity <= maxQuantity;

/** The lines of a pasted text, a CSV or a TSV: empty ones and a header left out. Reads no names. */
export function readLines(text: string): WrittenLine[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, at) => ({ number: at + 1, text: plain(line) }))
    .filter((line) => line.text !== '' && !header.test(line.text))
    .map((line) => ({ ...line, ...readOne(line.text) }));
}
