import type { ObjectRef } from '@pothos/core';
import type { Builder, PothosTypes } from '../builder.ts';
import type { GraphqlContext } from '../graphql-context.ts';

interface NodeOptions<Row> {
  description?: string;
  /** Answers null for what is not there; throws what the verb throws for what may not be seen. */
  find: (ctx: GraphqlContext, id: string) => Promise<Row | null | undefined>;
  /** The record's own id, where it does not stand in the row as `id`. */
  idOf?: (row: Row, ctx: GraphqlContext) => Promise<string>;
  fields: (t: PothosSchemaTypes.ObjectFieldBuilder<PothosTypes, Row>) => Record<string, never>;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const isUuid = (text: string): boolean => uuid.test(text);

/** Completes a type with a global id, its record's own id, and a way to find it again. */
export function addNode<Row extends object>(
  builder: Builder,
  ref: ObjectRef<PothosTypes, Row>,
  { find, idOf, fields, description }: NodeOptions<Row>,
): void {
  const ownId = async (row: Row, ctx: GraphqlContext): Promise<string> =>
    idOf === undefined ? (row as { id: string }).id : idOf(row, ctx);
  const findOne = async (id: string, ctx: GraphqlContext) => (isUuid(id) ? ((await find(ctx, id)) ?? null) : null);
  builder.node(ref, {
    ...(description !== undefined && { description }),
    id: { resolve: (row: Row, _args: object, ctx: GraphqlContext) => ownId(row, ctx) },
    loadWithoutCache: (id: string, ctx: GraphqlContext) => findOne(id, ctx),
    fields: (t: PothosSchemaTypes.ObjectFieldBuilder<PothosTypes, Row>) => ({
      recordId: t.field({
        type: 'ID',
        nullable: false,
        description: 'The id that the REST API gives it',
        resolve: (row, _args, ctx) => ownId(row, ctx),
      }),
      ...fields(t),
    }),
  } as never);
}
