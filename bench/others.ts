import { markdownTable } from './report.ts';

/** Measured once, on the same kind of machine, with each system's own default setup. Not measured again by the bench. */
export const theOthers = markdownTable(
  ['', 'list', 'page', 'search', 'whole checkout', '200 buyers, 50 units'],
  [
    ['bare workerd, 2 KB of JSON', '18,700', '18,700', '-', '-', '-'],
    [
      'Medusa 2.21.2 with Redis cache',
      '393',
      '131 (hot 380)',
      '512 (cached terms)',
      '1.0 /s, 6.8 s each at 8',
      '26 to 42 sold, the rest errors while stock remains',
    ],
    ['Medusa 2.21.2 default', '45', '30', '20', '1.0 /s', '42 sold, 158 times HTTP 500'],
    [
      'Vendure 3.7.3',
      '79',
      '80',
      '4',
      '6 to 9 /s, 1 s each at 8',
      '115 to 200 sold (up to four times too many), counters wrong',
    ],
    [
      'minshop c964bf7 (Workers, D1)',
      '230',
      '249, HTML 138',
      '187',
      'about 170 /s',
      'exactly 50; no idempotency key: a double POST is two orders',
    ],
    [
      'scalius, fork of July 2026 (Workers, D1, KV cache hit)',
      '637 (cold 51)',
      '577 (cold 77), HTML 450 (cold 26)',
      '452 (cold 91)',
      '20 /s',
      '28 of 50 sold, the rest refused while stock remains',
    ],
    [
      'scalius upstream (its own figures, real D1 / smallest Neon)',
      '-',
      '-',
      '-',
      '237 /s, p95 2.2 s / 329 /s',
      '5,000 of 5,000 exact; cache at most 1 s stale',
    ],
  ],
);
