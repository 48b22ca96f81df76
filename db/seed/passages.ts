import { sampleId } from './random.ts';
import { readBook } from './read-data.ts';

/** Abbreviations of the book that remedies.csv writes differently. */
const writtenOtherwise: Readonly<Record<string, string>> = {
  'Astra-mo': 'Astra-me',
  'Cas-s': 'Rham-p',
  Platan: 'Platan-a',
  Vanil: 'Vani-p',
};

/** Boericke's materia medica of 1927, section by section in the order of the book. */
export function boerickePassages(remedyIds: ReadonlyMap<string, string>) {
  const written = new Map<string, number>();
  return readBook('boericke.jsonl.gz').flatMap(({ doc_id, remedy, sections }) => {
    const remedyId = remedyIds.get(writtenOtherwise[remedy] ?? remedy);
    if (remedyId === undefined) throw new Error(`Boericke writes of ${remedy}, which remedies.csv does not know`);
    return sections.map(({ section, text }, at) => {
      const position = written.get(remedyId) ?? 0;
      written.set(remedyId, position + 1);
      return { id: sampleId(`passage/${doc_id}/${at}`), book: 'boericke', remedyId, section, position, text };
    });
  });
}
