import * as z from 'zod';
import type { ObjectShape, ScalarName, Shape, ShapeSide } from './shape.ts';

const name = /^[_A-Za-z][_A-Za-z0-9]*$/;
/** The widest number that GraphQL's own Int can say. */
const MAX_INT = 2_147_483_647;

/** Reads a zod schema: what comes in through it, or what goes out. What GraphQL has no type for becomes `Json`. */
export function shapeOf(schema: z.core.$ZodType, side: ShapeSide): Shape {
  const shape = bareShape(schema as z.core.$ZodTypes, side);
  const description = z.globalRegistry.get(schema)?.description;
  return description === undefined ? shape : { ...shape, description };
}

function bareShape(schema: z.core.$ZodTypes, side: ShapeSide): Shape {
  const { def } = schema._zod;
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- everything else is Json, and zod may grow
  switch (def.type) {
    case 'nullable':
      return { ...shapeOf(def.innerType, side), isNullable: true, hasNull: true };
    case 'optional':
      return { ...shapeOf(def.innerType, side), isNullable: true };
    case 'default':
    case 'prefault':
      return { ...shapeOf(def.innerType, side), ...(side === 'input' && { isNullable: true }) };
    case 'catch':
    case 'readonly':
    case 'nonoptional':
      return shapeOf(def.innerType, side);
    case 'lazy':
      return shapeOf(def.getter(), side);
    case 'pipe':
      return shapeOf(pipeEnd(def, side), side);
    case 'object':
      return objectShape(schema as z.core.$ZodObject, side);
    case 'array':
      return { kind: 'list', of: shapeOf(def.element, side), isNullable: false };
    case 'union':
      return unionShape(schema, def.options, side);
    case 'enum':
      return enumShape(Object.values(def.entries).map(String));
    case 'string':
      return scalar(textScalar((def as { format?: string }).format));
    case 'number':
      return scalar(numberScalar(schema as z.core.$ZodNumber));
    case 'boolean':
      return scalar('Boolean');
    case 'literal':
      return { ...scalar(literalScalar(def.values)), literals: def.values };
    case 'template_literal':
      return scalar('String');
    default:
      return scalar('Json');
  }
}

const scalar = (scalarName: ScalarName): Shape => ({ kind: 'scalar', scalar: scalarName, isNullable: false });

/** A caller sees the end of a pipe that is its own; a number that an address writes as text is a number here. */
function pipeEnd({ in: from, out }: { in: z.core.$ZodType; out: z.core.$ZodType }, side: ShapeSide): z.core.$ZodType {
  const first = (from as z.core.$ZodTypes)._zod.def;
  if (side === 'output' || first.type === 'transform' || (first.type === 'number' && first.coerce === true)) return out;
  return from;
}

function objectShape(schema: z.core.$ZodObject, side: ShapeSide): Shape {
  const id = z.globalRegistry.get(schema)?.id;
  if (isMoney(schema._zod.def.shape)) return scalar('Money');
  const fields = Object.entries(schema._zod.def.shape).filter(([key]) => name.test(key));
  if (fields.length === 0) return scalar('Json');
  return {
    kind: 'object',
    name: id,
    fields: Object.fromEntries(fields.map(([key, field]) => [key, shapeOf(field, side)])),
    origin: schema,
    isNullable: false,
  };
}

/** Told by its fields, because a rule on top of it has no name of its own. */
function isMoney(fields: Readonly<Record<string, z.core.$ZodType>>): boolean {
  const currency = (fields.currency as z.core.$ZodTypes | undefined)?._zod.def;
  return Object.keys(fields).sort().join() === 'amount,currency' && currency?.type === 'literal';
}

/** Objects that differ are a union when they go out. GraphQL has none for what comes in. */
function unionShape(schema: z.core.$ZodType, options: readonly z.core.$ZodType[], side: ShapeSide): Shape {
  const shapes = options.map((option) => shapeOf(option, side));
  const objects = shapes.filter((shape): shape is Shape & ObjectShape => shape.kind === 'object');
  if (side === 'input' || objects.length !== shapes.length) return scalar('Json');
  return { kind: 'union', name: z.globalRegistry.get(schema)?.id, options: objects, isNullable: false };
}

function enumShape(values: readonly string[]): Shape {
  if (values.length === 2 && values.includes('true') && values.includes('false')) {
    return { ...scalar('Boolean'), isFlag: true };
  }
  if (values.every((value) => name.test(value) && !value.startsWith('__') && !reserved.has(value))) {
    return { kind: 'enum', values, isNullable: false };
  }
  return { ...scalar('String'), description: `One of: ${values.join(', ')}` };
}

const reserved = new Set(['true', 'false', 'null']);

function textScalar(format: string | undefined): ScalarName {
  if (format === 'uuid') return 'ID';
  if (format === 'datetime') return 'Instant';
  return format === 'date' ? 'Date' : 'String';
}

function numberScalar(schema: z.core.$ZodNumber): ScalarName {
  const { format, checks = [] } = schema._zod.def as z.core.$ZodNumberDef & { format?: string };
  if (format !== 'safeint' && format !== 'int32') return 'Float';
  const bounds = checks.map((check) => check._zod.def as { check: string; value?: unknown });
  const max = bounds.find(({ check }) => check === 'less_than')?.value;
  const min = bounds.find(({ check }) => check === 'greater_than')?.value;
  const fits = Number(max) <= MAX_INT && Number(min) >= -MAX_INT;
  return format === 'int32' || fits ? 'Int' : 'SafeInt';
}

function literalScalar(values: readonly unknown[]): ScalarName {
  const types = new Set(values.map((value) => typeof value));
  if (types.size !== 1) return 'Json';
  if (types.has('boolean')) return 'Boolean';
  if (types.has('number')) return 'SafeInt';
  return types.has('string') ? 'String' : 'Json';
}
