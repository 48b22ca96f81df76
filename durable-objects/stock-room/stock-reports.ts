import type { AvailabilityBand } from '#modules/inventory';
import type { MovementKind, RecordedMovement, StockState, StoreFacts } from '#platform/objects';
import type { Sql } from '../sql.ts';
import type { ShardRecords } from './shard-records.ts';

/** The most rows of each kind in one report: some 300 KB, one transaction of a few milliseconds. */
export const MAX_REPORT_ROWS = 1_000;

/** Sent movements are kept so long, so that a ledger which lost some can be mended from here. */
const KEEP_MOVEMENTS_MS = 35 * 86_400_000;
const FORGOTTEN_AT_A_TIME = 10_000;

/** One change of one state; negative when pieces leave it. */
export type Movement = Omit<RecordedMovement, 'sequence' | 'shard'>;

export interface Level {
  variantId: string;
  available: number;
  band: AvailabilityBand;
}

/** What Postgres is told of a store: its movements in order, and its shelves as of a revision. */
export interface StockReport {
  /** Nothing is left over: the next one can wait until more has gathered. */
  isComplete: boolean;
  storeId: string;
  /** Which of the store's objects this is. */
  shard: number;
  revision: number;
  movements: RecordedMovement[];
  levels: Level[];
  /** Variants that the opening of the store put on its shelves: nobody saw them empty, so their band is no news. */
  opened: ReadonlySet<string>;
  day: string;
}

type MovementRow = {
  sequence: number;
  batch_id: string;
  variant_id: string;
  state: StockState;
  kind: MovementKind;
  quantity: number;
  reference: string;
  occurred_at_ms: number;
};
type Progress = {
  store_id: string;
  time_zone: string;
  sent_sequence: number;
  reported_revision: number;
  reported_day: string;
};

/**
 * The object's own outbox. Movements are rows until they are sent. Which shelves have changed needs no rows: every change
 * leaves its revision on a hold or a movement, so after a crash those above the reported revision tell.
 */
export class StockReports {
  readonly #sql: Sql;
  /** Another shard tells of the variants that belong to it: two would contradict each other. */
  readonly #shards: Pick<ShardRecords, 'shard' | 'isElsewhere'>;
  readonly #levelOf: (variantId: string, day: string) => Level;
  /** Changed variants and the revision of their latest change, oldest change first. */
  readonly #changed = new Map<string, number>();
  #progress: Progress | undefined;
  #revision = 0;
  #sequence = 0;

  constructor(
    sql: Sql,
    shards: Pick<ShardRecords, 'shard' | 'isElsewhere'>,
    levelOf: (variantId: string, day: string) => Level,
  ) {
    this.#sql = sql;
    this.#shards = shards;
    this.#levelOf = levelOf;
    this.reload();
  }

  get store(): StoreFacts | undefined {
    return this.#progress && { storeId: this.#progress.store_id, timeZone: this.#progress.time_zone };
  }

  get isPending(): boolean {
    return this.#changed.size > 0 || this.#sequence > (this.#progress?.sent_sequence ?? 0);
  }

  /** The revision that the change being written will have. */
  get nextRevision(): number {
    return this.#revision + 1;
  }

  get nextSequence(): number {
    return this.#sequence + 1;
  }

  /** Another shard has told of a shelf up to this revision: what is told from here on comes after it. */
  goOnFrom(revision: number): void {
    this.#revision = Math.max(this.#revision, revision);
  }

  /** What another shard tells of from now on is nothing to report here. */
  forgetElsewhere(): void {
    for (const variantId of this.#changed.keys()) {
      if (this.#shards.isElsewhere(variantId)) this.#changed.delete(variantId);
    }
  }

  open({ storeId, timeZone }: StoreFacts, day: string): void {
    this.#sql.run(
      `insert into progress (one, store_id, time_zone, sent_sequence, reported_revision, reported_day)
       values (1, ?, ?, 0, 0, ?) on conflict (one) do update set time_zone = excluded.time_zone`,
      storeId,
      timeZone,
      day,
    );
    this.#progress = this.#sql.rows<Progress>('select * from progress')[0];
  }

  /** Writes a movement under the next sequence, within the transaction of its cause. */
  move({ batchId, variantId, state, kind, quantity, reference, occurredAtMs }: Movement): void {
    this.#sequence += 1;
    this.#sql.run(
      `insert into movements (sequence, revision, batch_id, variant_id, state, kind, quantity, reference, occurred_at_ms)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      this.#sequence,
      this.nextRevision,
      batchId,
      variantId,
      state,
      kind,
      quantity,
      reference,
      occurredAtMs,
    );
  }

  /** Completes a change: these shelves are to be reported. */
  changed(variantIds: readonly string[]): void {
    this.#revision += 1;
    for (const variantId of variantIds) {
      this.#changed.delete(variantId);
      if (!this.#shards.isElsewhere(variantId)) this.#changed.set(variantId, this.#revision);
    }
  }

  /** The last day that was noticed here; undefined while there is no store. */
  get noticedDay(): string | undefined {
    return this.#progress?.reported_day;
  }

  /**
   * Days have passed: shelves change on which a batch came closer to its expiry than shoppers are sold it. `earliestExpiry` says
   * which expiry is still sold on a day. Written down once everything is reported, so that a crash notices it again.
   */
  noticeDay(day: string, earliestExpiry: (day: string) => string): void {
    if (this.#progress === undefined) return;
    const left = this.#sql.rows<{ variant_id: string }>(
      'select distinct variant_id from batches where expires_on >= ? and expires_on < ?',
      earliestExpiry(this.#progress.reported_day),
      earliestExpiry(day),
    );
    if (left.length > 0) this.changed(left.map(({ variant_id }) => variant_id));
    this.#progress.reported_day = day;
  }

  /** Movements after a sequence, as far back as they are kept. */
  after(sequence: number, limit: number): RecordedMovement[] {
    const statement = 'select * from movements where sequence > ? order by sequence limit ?';
    return this.#sql.rows<MovementRow>(statement, sequence, limit).map((row) => ({
      shard: this.#shards.shard,
      sequence: row.sequence,
      batchId: row.batch_id,
      variantId: row.variant_id,
      state: row.state,
      kind: row.kind,
      quantity: row.quantity,
      reference: row.reference,
      occurredAtMs: row.occurred_at_ms,
    }));
  }

  /** Forgets movements that were sent long ago. */
  forget(nowMs: number): void {
    const oldest = `select sequence, occurred_at_ms from movements where sequence <= ? order by sequence limit ${FORGOTTEN_AT_A_TIME}`;
    for (;;) {
      const gone = this.#sql.rows(
        `delete from movements where sequence in (select sequence from (${oldest}) where occurred_at_ms < ?) returning 1`,
        this.#progress?.sent_sequence ?? 0,
        nowMs - KEEP_MOVEMENTS_MS,
      );
      if (gone.length < FORGOTTEN_AT_A_TIME) return;
    }
  }

  /** What to send next; the same again until it is settled, but for what changes meanwhile. */
  next(day: string): StockReport | undefined {
    if (this.#progress === undefined || !this.isPending) return undefined;
    const movements = this.after(this.#progress.sent_sequence, MAX_REPORT_ROWS);
    const moved = movements.map(({ variantId }) => variantId);
    const variants = new Set(moved.filter((variantId) => !this.#shards.isElsewhere(variantId)));
    for (const variantId of this.#changed.keys()) {
      if (variants.size >= MAX_REPORT_ROWS) break;
      variants.add(variantId);
    }
    return {
      isComplete: movements.length < MAX_REPORT_ROWS && variants.size < MAX_REPORT_ROWS,
      storeId: this.#progress.store_id,
      shard: this.#shards.shard,
      revision: this.#revision,
      movements,
      levels: [...variants].map((variantId) => this.#levelOf(variantId, day)),
      opened: new Set(movements.filter(({ kind }) => kind === 'opening').map(({ variantId }) => variantId)),
      day,
    };
  }

  /** Postgres has this report: what did not change since is done with. */
  settle({ movements, levels, revision, day }: StockReport): void {
    for (const { variantId } of levels) {
      if ((this.#changed.get(variantId) ?? 0) <= revision) this.#changed.delete(variantId);
    }
    const oldestChange = this.#changed.values().next().value ?? this.#revision + 1;
    const lastSequence = movements.at(-1)?.sequence ?? 0;
    this.#sql.run(
      `update progress set sent_sequence = max(sent_sequence, ?), reported_revision = ?,
         reported_day = iif(?, ?, reported_day)`,
      lastSequence,
      oldestChange - 1,
      this.#changed.size === 0 ? 1 : 0,
      day,
    );
    if (this.#progress !== undefined)
      this.#progress.sent_sequence = Math.max(this.#progress.sent_sequence, lastSequence);
  }

  /** Reads from storage what memory knew: after a restart, or when a change was given up half-way. */
  reload(): void {
    this.#progress = this.#sql.rows<Progress>('select * from progress')[0];
    const reported = this.#progress?.reported_revision ?? 0;
    const changes = this.#sql.rows<{ variant_id: string; revision: number }>(
      `select json_extract(piece.value, '$.variantId') as variant_id, holds.revision
         from holds, json_each(holds.allocations) as piece where holds.revision > ?
       union all select variant_id, revision from movements where sequence > ?
       union all select variant_id, revision from blocks join batches using (batch_id) where revision > ?
       order by 2`,
      reported,
      this.#progress?.sent_sequence ?? 0,
      reported,
    );
    const last = this.#sql.rows<{ sequence: number; revision: number }>(
      'select sequence, revision from movements order by sequence desc limit 1',
    )[0];
    this.#sequence = Math.max(this.#progress?.sent_sequence ?? 0, last?.sequence ?? 0);
    this.#revision = Math.max(reported, last?.revision ?? 0, changes.at(-1)?.revision ?? 0);
    this.#changed.clear();
    for (const { variant_id, revision } of changes) {
      this.#changed.delete(variant_id);
      this.#changed.set(variant_id, revision);
    }
    this.forgetElsewhere();
  }
}
