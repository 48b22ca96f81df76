/** Types of single values. `Json` is whatever the API's reference says it is. */
export type ScalarName =
  | 'Boolean'
  | 'Float'
  | 'ID'
  | 'Int'
  | 'String'
  | 'Date'
  | 'Instant'
  | 'Json'
  | 'Money'
  | 'SafeInt';

/** What a zod schema says, as far as GraphQL can say it too. */
export type Shape = (
  | { kind: 'scalar'; scalar: ScalarName }
  | { kind: 'enum'; values: readonly string[] }
  | { kind: 'list'; of: Shape }
  | ObjectShape
  | { kind: 'union'; name: string | undefined; options: readonly ObjectShape[] }
) & {
  isNullable: boolean;
  /** Null is a value of its own here, and not the same as left out. */
  hasNull?: boolean;
  /** The only values that it takes. */
  literals?: readonly unknown[];
  /** Takes `true` and `false`, which the address writes as text. */
  isFlag?: boolean;
  description?: string;
};

export interface ObjectShape {
  kind: 'object';
  /** The name that the schema gives itself (`.meta({ id })`), the same as in the reference. */
  name: string | undefined;
  fields: Readonly<Record<string, Shape>>;
  /** Where the shape came from: equal schemas are one type. */
  origin: object;
  isNullable: boolean;
  hasNull?: boolean;
  isFlag?: boolean;
  literals?: readonly unknown[];
  description?: string;
}

export type ShapeSide = 'input' | 'output';
