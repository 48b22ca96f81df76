import { defineConfig } from 'vitest/config';
import { mutationGroups } from './groups.ts';

const group = process.env.MUTATION_GROUP;
const groups = group === undefined ? Object.values(mutationGroups) : [mutationGroups[group]];

/** The tests of the pure rules alone, for a mutant each: no database, no workerd, no server. */
export default defineConfig({
  test: {
    // Instrumented code is slow, and a rule tried on every price there is takes its time.
    testTimeout: 60_000,
    include: groups.flatMap((one) => one?.tests ?? []),
    exclude: ['**/node_modules/**', '**/*.workerd.test.ts', '**/*.simulation.test.ts'],
  },
});
