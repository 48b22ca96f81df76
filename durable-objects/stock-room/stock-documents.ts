import { createHash } from 'node:crypto';
import { fail, type Result, succeed } from '#platform/errors';
import type { BatchFacts, MovementKind, StockDocument, StockState } from '#platform/objects';
import type { Sql } from '../sql.ts';
import { type BatchRecords, noQuantities } from './batch-records.ts';
import { type BatchChange, checkDocument, contentOf, netChanges, type ReservedOf } from './plan-document.ts';
import type { StockReports } from './stock-reports.ts';

interface Tools {
  sql: Sql;
  batches: BatchRecords;
  reports: StockReports;
  reservedOf: ReservedOf;
}

export interface Booked {
  booked: number;
  /** Whose shelves have changed. */
  variantIds: readonly string[];
}

/** Documents that change shelves: booked once by their key, whole or not at all. */
export class StockDocuments {
  readonly #tools: Tools;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** What this key was booked for before; undefined when it is new. `formerly`: fingerprints that older versions wrote. */
  known(document: StockDocument, formerly: readonly string[]): Result<{ booked: number }> | undefined {
    const row = this.#tools.sql.rows<{ fingerprint: string; booked: number }>(
      'select fingerprint, booked from receipts where key = ?',
      document.key,
    )[0];
    if (row === undefined) return undefined;
    if (row.fingerprint === fingerprintOf(contentOf(document)) || formerly.includes(row.fingerprint)) {
      return succeed({ booked: row.booked });
    }
    return fail('idempotency_mismatch', 'Another document was booked under this key.');
  }

  /** Whether a document can be booked, and what it then nets to by batch. */
  check(document: StockDocument): Result<ReadonlyMap<string, BatchChange>> {
    const net = netChanges(document);
    if (!net.ok) return net;
    const standing = this.#tools.batches.find([...net.value.keys()]);
    const checked = checkDocument(net.value, standing, this.#tools.reservedOf);
    return checked.ok ? net : checked;
  }

  /** What a document that was checked before nets to by batch. */
  net(document: StockDocument): ReadonlyMap<string, BatchChange> {
    const net = netChanges(document);
    if (!net.ok) throw new Error(net.failure.detail);
    return net.value;
  }

  /** Writes a checked document, within the caller's transaction. */
  write(document: StockDocument, net: ReadonlyMap<string, BatchChange>, nowMs: number): Booked {
    const { batches, reports } = this.#tools;
    const { kind, reference, changes } = document;
    const booked = this.note(document);
    for (const { facts, by } of net.values()) batches.change(facts, by);
    for (const { batchId, variantId, state, quantity } of changes) {
      reports.move({ batchId, variantId, state, kind, quantity, reference, occurredAtMs: nowMs });
    }
    return { booked, variantIds: [...new Set(changes.map(({ variantId }) => variantId))] };
  }

  /** Notes under its key that a document is booked, within the caller's transaction. Answers how many pieces it moves. */
  note(document: StockDocument): number {
    const booked = piecesOf(document.changes);
    const fingerprint = fingerprintOf(contentOf(document));
    const row = 'insert into receipts (key, fingerprint, booked) values (?, ?, ?)';
    this.#tools.sql.run(row, document.key, fingerprint, booked);
    return booked;
  }

  /** Moves pieces of a batch from one state to another, within the caller's transaction. */
  shift(
    batch: BatchFacts,
    [from, to]: readonly [StockState, StockState],
    quantity: number,
    cause: { kind: MovementKind; reference: string; nowMs: number },
  ): void {
    const { batches, reports } = this.#tools;
    batches.change(batch, { ...noQuantities(), [from]: -quantity, [to]: quantity });
    const { batchId, variantId } = batch;
    const { kind, reference, nowMs: occurredAtMs } = cause;
    reports.move({ batchId, variantId, state: from, kind, quantity: -quantity, reference, occurredAtMs });
    reports.move({ batchId, variantId, state: to, kind, quantity, reference, occurredAtMs });
  }
}

export const fingerprintOf = (content: string): string => createHash('sha256').update(content).digest('hex');

/** How many pieces a document moves: in, out, or from one state into another. */
function piecesOf(changes: StockDocument['changes']): number {
  let into = 0;
  let outOf = 0;
  for (const { quantity } of changes) {
    if (quantity > 0) into += quantity;
    else outOf -= quantity;
  }
  return Math.max(into, outOf);
}
