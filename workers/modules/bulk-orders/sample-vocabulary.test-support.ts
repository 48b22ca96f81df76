import { sampleRemedies } from '#db/seed/remedies';
import { lexiconRemedy, makeVocabulary } from '#modules/search';

/** All remedies of the seed, two makers and three complexes: what a rebuild of the index would read from the records. */
export const sampleVocabulary = makeVocabulary({
  remedies: sampleRemedies().map((remedy) => lexiconRemedy({ ...remedy, fame: remedy.rubricCount })),
  brands: [
    { slug: 'banyan-row', name: 'Banyan Row' },
    { slug: 'old-ferry', name: 'Old Ferry' },
  ],
  complexCodes: ['BC28', 'T12', 'R89'],
});
