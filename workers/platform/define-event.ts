import type * as z from 'zod';
import { AppError } from './errors.ts';
import { type EventContext, type EventMessage, type EventType, eventFact } from './events.ts';
import type { Fact } from './facts.ts';

interface Occurrence<Data> {
  id: string;
  /** The record that it is about. */
  subject: string;
  storeId: string | null;
  data: Data;
}

/** A type of event with all its versions: `Data` is what the newest one holds. */
export interface EventContract<Data, Written = Data> {
  type: EventType;
  /** The newest version. */
  version: number;
  /** Of version n at place n - 1. */
  schemas: readonly z.ZodType[];
  /** The row that records one, always in the newest version. */
  fact(ctx: EventContext, occurrence: Occurrence<Written>): Fact;
  /**
   * What an event of any version holds, as the newest version says it. Throws a ZodError for data that do not fit their
   * version and `invalid_input` for a version or type that is not known here: both are poison.
   */
  read(event: Pick<EventMessage, 'type' | 'version' | 'data'>): Data;
  /** Declares the next version and how data of the one before become it: a pure function. */
  next<S extends z.ZodType>(schema: S, upcast: (older: Data) => z.input<S>): EventContract<z.output<S>, z.input<S>>;
}

/** Declares what version 1 of an event holds. Nothing in it may be about a person: the log is kept and travels. */
export const defineEvent = <S extends z.ZodType>(type: EventType, schema: S): EventContract<z.output<S>, z.input<S>> =>
  contractOf(type, [{ schema, upcast: (data) => data }]);

interface Version {
  schema: z.ZodType;
  /** From the version before; of the first, nothing. */
  upcast: (older: never) => unknown;
}

function contractOf<Data, Written>(type: EventType, versions: readonly Version[]): EventContract<Data, Written> {
  const version = versions.length;
  return {
    type,
    version,
    schemas: versions.map(({ schema }) => schema),
    fact: (ctx, occurrence) => eventFact(ctx, { type, version, ...occurrence }),
    read(event) {
      const first = versions[event.version - 1];
      if (event.type !== type || first === undefined) {
        throw new AppError('invalid_input', `Nothing here can read ${event.type} version ${event.version}.`);
      }
      let data = first.schema.parse(event.data);
      for (const { schema, upcast } of versions.slice(event.version)) data = schema.parse(upcast(data as never));
      return data as Data;
    },
    next: (schema, upcast) => contractOf(type, [...versions, { schema, upcast }]),
  };
}
