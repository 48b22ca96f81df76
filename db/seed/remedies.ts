import { hindiNames } from './hindi-names.ts';
import { sampleId } from './random.ts';
import { readTable } from './read-data.ts';

export interface SampleRemedy {
  id: string;
  abbrev: string;
  slug: string;
  name: string;
  /** The name without remarks in brackets or second names, as it stands on a bottle. */
  shortName: string;
  nameHindi: string | undefined;
  families: string[];
  rubricCount: number;
  names: RemedyName[];
}

interface RemedyName {
  kind: 'alias' | 'common' | 'latin';
  language: string;
  name: string;
}

/** All remedies of remedies.csv, the most listed first. Slugs are the names; a name that two share takes its abbreviation along. */
export function sampleRemedies(): SampleRemedy[] {
  const rows = readTable('remedies.csv');
  const shared = new Map<string, number>();
  for (const row of rows) shared.set(slugOf(cell(row, 'name')), (shared.get(slugOf(cell(row, 'name'))) ?? 0) + 1);
  const remedies = rows.map((row) => remedyOf(row, (shared.get(slugOf(cell(row, 'name'))) ?? 0) > 1));
  return remedies.sort((a, b) => b.rubricCount - a.rubricCount || (a.abbrev < b.abbrev ? -1 : 1));
}

const cell = (row: Record<string, string>, column: string): string => (row[column] ?? '').trim();
const parts = (text: string): string[] =>
  text
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '');

export const slugOf = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function remedyOf(row: Record<string, string>, sharesName: boolean): SampleRemedy {
  const abbrev = cell(row, 'abbrev');
  const name = cell(row, 'name');
  const slug = sharesName ? `${slugOf(name)}-${slugOf(abbrev)}` : slugOf(name);
  return {
    id: remedyId(abbrev),
    abbrev,
    slug,
    name,
    shortName: shortNameOf(name),
    nameHindi: hindiNames[abbrev],
    families: parts(cell(row, 'families')),
    rubricCount: Number(cell(row, 'kent_rubrics')),
    names: namesOf(row, abbrev, name),
  };
}

const remedyId = (abbrev: string): string => sampleId(`remedy/${abbrev}`);

function shortNameOf(name: string): string {
  const plain = name.replace(/\s*[([].*$/, '').split(/\s*(?:\/|, | & )\s*/)[0] ?? name;
  return plain.trim() === '' ? name : plain.trim();
}

/** Hyphens that belong to one word; elsewhere a hyphen before a capital stands between two names. */
const ONE_WORD =
  /Honey-Bee|Marsh-Tea|Rag-Weed|Puff-Ball|Puka-Puka|Stone-Root|Goose-Grass|Liver-Wort|Couch-Grass|Jack-in|Gopher-Plant|Sub-Nitrate|Poison-/;

function namesOf(row: Record<string, string>, abbrev: string, name: string): RemedyName[] {
  const found: RemedyName[] = [];
  const add = (kind: RemedyName['kind'], language: string, written: string) => {
    const text = written.replace(/[\s,;:]+$/, '');
    const same = (other: string) => other.toLowerCase() === text.toLowerCase();
    if (text !== '' && !same(name) && !found.some((other) => same(other.name)))
      found.push({ kind, language, name: text });
  };
  for (const alias of parts(cell(row, 'aka_abbrevs'))) add('alias', 'en', alias);
  for (const alias of tradeAliases(name)) add('alias', 'en', alias);
  for (const part of parts(cell(row, 'common_names'))) {
    const latin = /^\((.+)\)$/.exec(part)?.[1];
    if (latin !== undefined) for (const piece of latin.split(/\s+-\s+/)) add('latin', 'la', sentenceCase(piece));
    else for (const piece of splitCommonName(part)) add('common', 'en', piece);
  }
  add('latin', 'la', cell(row, 'boericke_latin'));
  const hindi = hindiNames[abbrev];
  if (hindi !== undefined) add('common', 'hi', hindi);
  return found;
}

const splitCommonName = (text: string): string[] =>
  ONE_WORD.test(text) ? [text] : text.split(/-{1,2}(?=[A-Z])/).map((piece) => piece.trim());

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();

/** The Latin that Indian price lists use where the repertory writes another: Natrum for Natrium, Kali for Kalium. */
function tradeAliases(name: string): string[] {
  const swaps: [RegExp, string][] = [
    [/^Natrium\b/, 'Natrum'],
    [/^Kalium\b/, 'Kali'],
    [/^Magnesium\b/, 'Magnesia'],
    [/^(\w+) acidum$/, 'Acidum $1'],
  ];
  return swaps
    .filter(([pattern]) => pattern.test(name))
    .map(([pattern, word]) => sentenceCase(name.replace(pattern, word)));
}
