import { sampleRemedies } from '#db/seed/remedies';
import { lexiconRemedy } from './lexicon-remedy.ts';
import { makeVocabulary } from './vocabulary.ts';

/** All remedies of the seed, prepared as a rebuild would read them from the records. */
export const realRemedies = sampleRemedies().map((remedy) => lexiconRemedy({ ...remedy, fame: remedy.rubricCount }));

export const realVocabulary = makeVocabulary({
  remedies: realRemedies,
  brands: [
    { slug: 'banyan-row', name: 'Banyan Row' },
    { slug: 'old-ferry', name: 'Old Ferry' },
  ],
  complexCodes: ['BC28', 'T12', 'R89'],
});
