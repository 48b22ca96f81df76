import type { Builder } from '../builder.ts';
import type { EnumTypes } from './enum-types.ts';
import type { ObjectShape, Shape } from './shape.ts';
import { pascal, type TypeNames } from './type-names.ts';

/** Known only when the schema is built: see LateType of what goes out. */
type LateInput = 'Json' | ['Json'];

/** Makes GraphQL input types of shapes, each once. */
export class InputTypes {
  readonly #builder: Builder;
  readonly #names: TypeNames;
  readonly #enums: EnumTypes;
  readonly #objects = new Map<object, LateInput>();

  constructor(builder: Builder, names: TypeNames, enums: EnumTypes) {
    this.#builder = builder;
    this.#names = names;
    this.#enums = enums;
  }

  typeOf(shape: Shape, path: string): LateInput {
    switch (shape.kind) {
      case 'scalar':
        return shape.scalar as LateInput;
      case 'enum':
        return this.#enums.typeOf(shape.values, path) as LateInput;
      case 'list': {
        const of = shape.of.isNullable ? 'Json' : this.typeOf(shape.of, path);
        return Array.isArray(of) ? 'Json' : [of];
      }
      case 'object':
        return this.#objectType(shape, path);
      case 'union':
        return 'Json';
    }
  }

  #objectType(shape: ObjectShape, path: string): LateInput {
    const known = this.#objects.get(shape.origin);
    if (known !== undefined) return known;
    const wanted = shape.name ?? path;
    const name = this.#names.take(wanted.endsWith('Input') ? wanted : `${wanted}Input`, shape.origin);
    const ref = this.#builder.inputRef<Record<string, unknown>>(name);
    this.#objects.set(shape.origin, ref as unknown as LateInput);
    ref.implement({
      fields: (t) =>
        Object.fromEntries(
          Object.entries(shape.fields).map(([field, of]) => [
            field,
            t.field({
              type: this.typeOf(of, `${wanted}${pascal(field)}`) as 'Json',
              required: !of.isNullable,
              ...(of.description !== undefined && { description: of.description }),
            }),
          ]),
        ) as never,
    });
    return ref as unknown as LateInput;
  }
}

const globalId = /^[A-Za-z]+:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** An id of a record, whether it was given as such or as the global id of a node. */
export function recordId(id: string): string {
  if (id.includes('-')) return id;
  try {
    return globalId.exec(atob(id))?.[1] ?? id;
  } catch {
    return id;
  }
}

/**
 * What GraphQL gave, as the route's own schema takes it: flags as the address writes them, ids of records, and no null
 * where a field that is left out is meant.
 */
export function asRouteInput(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (shape.kind === 'list' && Array.isArray(value)) return value.map((item) => asRouteInput(shape.of, item));
  if (shape.kind === 'object') {
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, field]) => {
        const of = shape.fields[name];
        if (of === undefined || (field === null && of.hasNull !== true)) return [];
        return [[name, asRouteInput(of, field)]];
      }),
    );
  }
  if (shape.isFlag === true) return value === true ? 'true' : 'false';
  return shape.kind === 'scalar' && shape.scalar === 'ID' && typeof value === 'string' ? recordId(value) : value;
}
