import type { Language } from '#modules/catalog';
import type { Builder, PothosTypes } from '../builder.ts';
import { type GraphqlContext, inheritLanguage, languageOf } from '../graphql-context.ts';
import type { EnumTypes } from './enum-types.ts';
import { addNode } from './node-type.ts';
import type { ObjectShape, Shape } from './shape.ts';
import { pascal, singular, type TypeNames } from './type-names.ts';

/** A type that is known only when the schema is built. Its name here is a stand-in: every value passes through as it is. */
export type LateType = 'Json' | ['Json'];

/** Writes fields that are more than their record's own: a node's id, a link to another node. */
export interface FieldHooks {
  /** Types that are written by hand, by the name of their schema. */
  ownTypes: ReadonlyMap<string, LateType>;
  /** Types with global ids, by the name of their schema: how a record is found again by its own id. */
  nodes: ReadonlyMap<string, FindNode>;
  /** Fields that follow from others, such as `product` from `productId`. */
  links: Record<string, Link>;
}

export interface Link {
  name: string;
  type: LateType;
  follow(ctx: GraphqlContext, key: string, language: Language): Promise<unknown>;
}

/** `token` opens what is nobody's without one. */
export type FindNode = (ctx: GraphqlContext, id: string, token?: string) => Promise<object | null | undefined>;

type Row = Readonly<Record<string, unknown>>;
export type ObjectFields = PothosSchemaTypes.ObjectFieldBuilder<PothosTypes, Row>;

/** Makes GraphQL types of shapes, each once. */
export class OutputTypes {
  readonly #builder: Builder;
  readonly #names: TypeNames;
  readonly #hooks: FieldHooks;
  readonly #objects = new Map<object, LateType>();
  readonly #named = new Map<string, LateType>();
  readonly #unions = new Map<object, LateType>();
  readonly #enums: EnumTypes;

  constructor(builder: Builder, names: TypeNames, enums: EnumTypes, hooks: FieldHooks) {
    this.#builder = builder;
    this.#names = names;
    this.#enums = enums;
    this.#hooks = hooks;
  }

  /** `path` names what has no name of its own. */
  typeOf(shape: Shape, path: string): LateType {
    switch (shape.kind) {
      case 'scalar':
        return shape.scalar as LateType;
      case 'enum':
        return this.#enums.typeOf(shape.values, path) as LateType;
      case 'list':
        return shape.of.isNullable ? 'Json' : listOf(this.typeOf(shape.of, singular(path)));
      case 'union':
        return this.#unionType(shape.options, shape.name ?? path);
      case 'object':
        return this.objectType(shape, path);
    }
  }

  objectType(shape: ObjectShape, path: string): LateType {
    const own = shape.name === undefined ? undefined : this.#hooks.ownTypes.get(shape.name);
    if (own !== undefined) return own;
    const known = this.#objects.get(shape.origin);
    if (known !== undefined) return known;
    const name = this.#names.take(shape.name ?? path, shape.origin);
    const ref = this.#builder.objectRef<Row>(name);
    this.#objects.set(shape.origin, ref as unknown as LateType);
    this.#named.set(name, ref as unknown as LateType);
    const description = shape.description === undefined ? {} : { description: shape.description };
    const fields = (t: unknown) => this.fieldsOf(t as ObjectFields, shape.fields, name) as never;
    const find = shape.name === undefined ? undefined : this.#hooks.nodes.get(shape.name);
    if (find === undefined) ref.implement({ ...description, fields });
    else addNode(this.#builder, ref, { ...description, find, fields: (t) => withoutId(fields(t)) as never });
    return ref as unknown as LateType;
  }

  /** A type that was made already. */
  named(name: string): LateType | undefined {
    return this.#named.get(name);
  }

  /** The fields of a record, and the links that follow from them. */
  fieldsOf(
    t: ObjectFields,
    shapes: Readonly<Record<string, Shape>>,
    owner: string,
    of: (row: Row) => Row = (row) => row,
  ): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    for (const [name, shape] of Object.entries(shapes)) {
      fields[name] = this.field(t, shape, `${owner}${pascal(name)}`, (row) => of(row)[name]);
      const link = this.#hooks.links[name];
      if (link === undefined || link.name in shapes) continue;
      fields[link.name] = t.field({
        type: link.type as 'Json',
        nullable: true,
        resolve: async (row, _args, ctx) => {
          const key = of(row as Row)[name];
          return typeof key === 'string'
            ? inheritLanguage(ctx, row, await link.follow(ctx, key, languageOf(ctx, row)))
            : null;
        },
      });
    }
    return fields;
  }

  field(t: ObjectFields, shape: Shape, path: string, read: (row: Row, ctx: GraphqlContext) => unknown): unknown {
    return t.field({
      type: this.typeOf(shape, path) as 'Json',
      nullable: shape.isNullable,
      ...(shape.description !== undefined && { description: shape.description }),
      resolve: async (row, _args, ctx) => inheritLanguage(ctx, row, await read(row as Row, ctx)),
    });
  }

  /** Which of the objects a value is, its fields tell. */
  #unionType(options: readonly ObjectShape[], path: string): LateType {
    const key = options[0]?.origin ?? options;
    const known = this.#unions.get(key);
    if (known !== undefined) return known;
    const types = options.map((option, at) => this.objectType(option, `${path}Case${at + 1}`));
    const ref = this.#builder.unionType(this.#names.take(path, key), {
      types: types as never,
      resolveType: (value: unknown) => types[bestMatch(options, value)] as never,
    });
    this.#unions.set(key, ref as unknown as LateType);
    return ref as unknown as LateType;
  }
}

const withoutId = ({ id: _id, ...fields }: Record<string, unknown>) => fields;

export const listOf = (type: LateType): LateType => (Array.isArray(type) ? 'Json' : [type]);

/** The option whose literals the value has, and most of its fields. */
function bestMatch(options: readonly ObjectShape[], value: unknown): number {
  const row = value as Row;
  const score = ({ fields }: ObjectShape) =>
    Object.entries(fields).reduce((sum, [name, { isNullable, literals }]) => {
      if (literals !== undefined && name in row && !literals.includes(row[name])) return sum - NO_MATCH;
      if (name in row) return sum + 1;
      return isNullable ? sum : sum - NO_MATCH;
    }, 0);
  const scores = options.map(score);
  return scores.indexOf(Math.max(...scores));
}

/** More than any object has fields. */
const NO_MATCH = 1000;
