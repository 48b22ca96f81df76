import * as z from 'zod';

/** As much of JSON Schema 2020-12 as our schemas make. */
export interface JsonSchema {
  [keyword: string]: unknown;
  type?: string | string[];
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  $ref?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
}

/** Turns zod schemas into JSON Schema and gathers the named ones, so that each stands in the document once. */
export interface SchemaBook {
  readonly components: Record<string, JsonSchema>;
  /** What may be sent. */
  input(schema: z.ZodType): JsonSchema;
  /** What is answered. */
  output(schema: z.ZodType): JsonSchema;
}

const DEFINITIONS = '#/$defs/';
const COMPONENTS = '#/components/schemas/';

export function schemaBook(): SchemaBook {
  const components: Record<string, JsonSchema> = {};
  const convert = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
    const json = z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      override: ({ jsonSchema }) => tidy(jsonSchema, io),
    });
    const {
      $schema: _,
      $defs = {},
      ...rest
    } = pointToComponents(json) as JsonSchema & {
      $defs?: Record<string, JsonSchema>;
    };
    for (const [name, definition] of Object.entries($defs)) components[name] ??= definition;
    return rest;
  };
  return {
    components,
    input: (schema) => convert(schema, 'input'),
    output: (schema) => convert(schema, 'output'),
  };
}

/** Answers may gain fields in time, so a reader must not insist that there are no others; ids need no second pattern. */
function tidy(json: Record<string, unknown>, io: 'input' | 'output'): void {
  if (io === 'output' && json.additionalProperties === false) delete json.additionalProperties;
  if (json.format !== undefined) delete json.pattern;
  // The largest exact integer says nothing about the field.
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  delete json.id;
}

function pointToComponents(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(pointToComponents);
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) =>
      key === '$ref' && typeof value === 'string' && value.startsWith(DEFINITIONS)
        ? [key, COMPONENTS + value.slice(DEFINITIONS.length)]
        : [key, pointToComponents(value)],
    ),
  );
}
