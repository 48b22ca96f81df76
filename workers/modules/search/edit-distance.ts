/**
 * How many letters differ between two words: inserted, dropped, changed, or two neighbours swapped (Damerau's optimal
 * string alignment). Answers `limit + 1` as soon as it is clear that there are more than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const last = lastRow(a, b, limit);
  return last === undefined ? limit + 1 : Math.min(last[b.length] ?? limit + 1, limit + 1);
}

/** The edit distance from `a` to the nearest beginning of `b`: how far a half-typed word is from a whole one. */
export function prefixDistance(a: string, b: string, limit: number): number {
  if (a.length - b.length > limit) return limit + 1;
  const last = lastRow(a, b.slice(0, a.length + limit), limit);
  return last === undefined ? limit + 1 : Math.min(...last, limit + 1);
}

/** Longer words are cut before they are compared; no name of the trade comes near. */
const LONGEST_WORD = 64;

// Rows are kept between calls: a search compares thousands of words, and each would allocate a dozen arrays.
const rows = [0, 1, 2].map(() => new Uint8Array(LONGEST_WORD + 1));

function lastRow(from: string, to: string, limit: number): Uint8Array | undefined {
  const [a, b] = [from.slice(0, LONGEST_WORD), to.slice(0, LONGEST_WORD)];
  let [before, previous, current] = rows as [Uint8Array, Uint8Array, Uint8Array];
  for (let column = 0; column <= b.length; column += 1) previous[column] = column;
  for (let row = 1; row <= a.length; row += 1) {
    let best = row;
    current[0] = row;
    const letter = a.charCodeAt(row - 1);
    for (let column = 1; column <= b.length; column += 1) {
      const same = letter === b.charCodeAt(column - 1);
      let cost = (previous[column - 1] ?? 0) + (same ? 0 : 1);
      cost = Math.min(cost, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      const swapped =
        row > 1 && letter === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === b.charCodeAt(column - 1);
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current[column] = cost;
      if (cost < best) best = cost;
    }
    if (best > limit) return undefined;
    [before, previous, current] = [previous, current, before];
  }
  return previous.subarray(0, b.length + 1);
}

/** The letters of a word as a set of bits. Words within `n` edits differ in at most `2 n` of them. */
export function letterBits(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) % 31);
  return bits;
}

export function countBits(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
