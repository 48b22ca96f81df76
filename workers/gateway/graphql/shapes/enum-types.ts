import type { Builder } from '../builder.ts';
import type { TypeNames } from './type-names.ts';

/** Enums that stand in many places, by their values. Others are named by the first place that they stand in. */
const ownNames: Readonly<Record<string, string>> = {
  'in_stock low out': 'Availability',
  'en hi': 'Language',
};

/** Makes one GraphQL enum of each set of values, for what comes in and for what goes out. */
export class EnumTypes {
  readonly #builder: Builder;
  readonly #names: TypeNames;
  readonly #known = new Map<string, unknown>();

  constructor(builder: Builder, names: TypeNames) {
    this.#builder = builder;
    this.#names = names;
  }

  typeOf(values: readonly string[], path: string): unknown {
    const key = values.join(' ');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const ref = this.#builder.enumType(this.#names.take(ownNames[key] ?? path, key), { values: [...new Set(values)] });
    this.#known.set(key, ref);
    return ref;
  }
}
