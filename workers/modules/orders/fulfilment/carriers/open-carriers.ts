import type { Carriers } from '#platform/carriers-door';
import { fail, type Result } from '#platform/errors';
import { bookAt, type CarrierFetch, type CarrierLine, cancelAt, labelAt, trackAt } from './http-carrier.ts';

/** The variables by which a Worker knows its carrier; without all three there is none, and staff note trackings by hand. */
export interface CarrierVariables {
  /** As it stands on shipments: `sample-post`. */
  CARRIER_NAME?: string;
  CARRIER_URL?: string;
  CARRIER_KEY?: string;
}

/**
 * The carriers that the variables configure. Opening them costs nothing.
 *
 * @example openCarriers(env, { fetch: (url, init) => fetch(url, init) })
 */
export function openCarriers(
  { CARRIER_NAME: name, CARRIER_URL: url, CARRIER_KEY: key }: CarrierVariables,
  { fetch }: { fetch: CarrierFetch },
): Carriers {
  const lines: CarrierLine[] = name && url && key ? [{ name, url, key, fetch }] : [];
  const at = <T>(carrier: string, work: (line: CarrierLine) => Promise<Result<T>>): Promise<Result<T>> => {
    const line = lines.find((candidate) => candidate.name === carrier);
    return line === undefined ? Promise.resolve(fail('conflict', 'There is no such carrier any more.')) : work(line);
  };
  return {
    names: () => lines.map((line) => line.name),
    book: (carrier, demand) => at(carrier, (line) => bookAt(line, demand)),
    label: (carrier, ref) => at(carrier, (line) => labelAt(line, ref)),
    track: (carrier, ref) => at(carrier, (line) => trackAt(line, ref)),
    cancel: (carrier, ref) => at(carrier, (line) => cancelAt(line, ref)),
  };
}
