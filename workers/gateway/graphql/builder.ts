import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import RelayPlugin from '@pothos/plugin-relay';
import type { GraphqlContext } from './graphql-context.ts';
import { LIST_MULTIPLIER } from './limits.ts';

export interface SchemaTypes {
  Context: GraphqlContext;
  Scalars: Record<'Date' | 'Instant', { Input: string; Output: string }> &
    Record<'SafeInt', { Input: number; Output: number }> &
    Record<'Json' | 'Money' | '_Any', { Input: unknown; Output: unknown }>;
}

export const newBuilder = () =>
  new SchemaBuilder<SchemaTypes>({
    plugins: [ComplexityPlugin, RelayPlugin],
    relay: { clientMutationId: 'omit', cursorType: 'String' },
    // The limit itself is held before anything runs: see limits.ts.
    complexity: { defaultComplexity: 1, defaultListMultiplier: LIST_MULTIPLIER, disabled: true },
  });

export type Builder = ReturnType<typeof newBuilder>;

/** The same types, completed by Pothos. */
export type PothosTypes = Builder['$inferSchemaTypes'];
