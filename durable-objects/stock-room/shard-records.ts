import type { Parcel } from '#platform/stock-shard-door';
import { oneShard, type StoreLayout, shardOf } from '#platform/store-layout';
import type { Sql } from '../sql.ts';

type LayoutRow = {
  shard: number;
  version: number;
  shards: number;
  before: number;
  phase: StoreLayout['phase'];
  highest: number;
  is_done: number;
  changed_at_ms: number;
};

/** What a store's object knows of the store's layout, of its own place in it, and of the variants that leave it. */
export class ShardRecords {
  readonly #sql: Sql;
  readonly #gone = new Set<string>();
  #row: LayoutRow | undefined;
  #parcels = 0;
  #mayHaveLeft = true;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.reload();
  }

  get shard(): number {
    return this.#row?.shard ?? 0;
  }

  get layout(): StoreLayout {
    if (this.#row === undefined) return oneShard;
    const { version, shards, before, phase, highest } = this.#row;
    return { version, shards, before, phase, highest };
  }

  get version(): number {
    return this.#row?.version ?? 0;
  }

  get isMoving(): boolean {
    return this.#row?.phase === 'moving';
  }

  /** Everything that had to leave has arrived where it belongs. */
  get isDone(): boolean {
    return this.#row === undefined || this.#row.is_done === 1;
  }

  get changedAtMs(): number {
    return this.#row?.changed_at_ms ?? 0;
  }

  /** Whether another shard decides about a variant: this one has at most what was held of it. */
  isElsewhere(variantId: string): boolean {
    if (this.#row === undefined || this.isHome(variantId)) return false;
    return !this.isMoving || this.isDone || this.#gone.has(variantId);
  }

  isHome(variantId: string): boolean {
    return this.#row === undefined || shardOf(variantId, this.#row.shards) === this.#row.shard;
  }

  /** Takes over a newer layout; whatever stands here and belongs elsewhere is to leave. False when it is known already. */
  adopt(layout: StoreLayout, shard: number, nowMs: number): boolean {
    if (layout.version <= this.version) return false;
    const { version, shards, before, phase, highest } = layout;
    this.#sql.transact(() => {
      this.#sql.run(
        `insert into layout (one, shard, version, shards, before, phase, highest, is_done, changed_at_ms)
         values (1, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (one) do update set version = excluded.version,
           shards = excluded.shards, before = excluded.before, phase = excluded.phase, highest = excluded.highest,
           is_done = excluded.is_done, changed_at_ms = excluded.changed_at_ms`,
        shard,
        version,
        shards,
        before,
        phase,
        highest,
        phase === 'moving' ? 0 : 1,
        nowMs,
      );
      this.#sql.run('delete from leaving');
      if (phase === 'moving') this.#noteLeaving(layout, shard);
    });
    this.reload();
    return true;
  }

  #noteLeaving({ shards }: StoreLayout, shard: number): void {
    for (const { variant_id } of this.#sql.rows<{ variant_id: string }>('select distinct variant_id from batches')) {
      if (shardOf(variant_id, shards) !== shard) {
        this.#sql.run('insert into leaving (variant_id, is_gone) values (?, 0)', variant_id);
      }
    }
  }

  /** Goods have come for variants that belong elsewhere: they are to leave as well. */
  noteArrivals(variantIds: readonly string[]): void {
    if (!this.isMoving) return;
    this.#mayHaveLeft = true;
    for (const variantId of variantIds) {
      if (this.isHome(variantId)) continue;
      this.#sql.run('insert into leaving (variant_id, is_gone) values (?, 0) on conflict do nothing', variantId);
    }
  }

  /** Whether pieces of variants that belong elsewhere may have come free or gone since `lookedBehind`: a look is a scan. */
  get mayHaveLeft(): boolean {
    return this.#mayHaveLeft;
  }

  lookedBehind(): void {
    this.#mayHaveLeft = false;
  }

  cameFree(pieces: readonly { variantId: string }[]): void {
    if (this.isMoving && pieces.some(({ variantId }) => !this.isHome(variantId))) this.#mayHaveLeft = true;
  }

  /** Variants that have not been handed over yet. */
  toLeave(limit: number): string[] {
    const rows = this.#sql.rows<{ variant_id: string }>(
      'select variant_id from leaving where is_gone = 0 limit ?',
      limit,
    );
    return rows.map(({ variant_id }) => variant_id);
  }

  /** Variants that were handed over, of which something stands here all the same: it was held, or came later. */
  leftBehind(): string[] {
    return this.#sql
      .rows<{ variant_id: string }>(
        `select distinct variant_id from batches join leaving using (variant_id) where is_gone = 1
           and on_hand + in_transit + quarantined + damaged + expired > 0`,
      )
      .map(({ variant_id }) => variant_id);
  }

  markGone(variantIds: readonly string[]): void {
    for (const variantId of variantIds) {
      this.#sql.run('update leaving set is_gone = 1 where variant_id = ?', variantId);
      this.#gone.add(variantId);
    }
  }

  markDone(): void {
    this.#sql.run('update layout set is_done = 1');
    if (this.#row !== undefined) this.#row.is_done = 1;
  }

  sendParcel(to: number, parcel: Parcel): void {
    const statement = 'insert into parcels (key, to_shard, parcel) values (?, ?, ?)';
    this.#sql.run(statement, parcel.document.key, to, JSON.stringify(parcel));
    this.#parcels += 1;
  }

  /** Parcels that nobody has confirmed yet. */
  parcels(): { to: number; parcel: Parcel }[] {
    const rows = this.#sql.rows<{ to_shard: number; parcel: string }>('select to_shard, parcel from parcels');
    return rows.map((row) => ({ to: row.to_shard, parcel: JSON.parse(row.parcel) as Parcel }));
  }

  hasParcels(): boolean {
    return this.#parcels > 0;
  }

  parcelArrived(key: string): void {
    this.#parcels -= this.#sql.rows('delete from parcels where key = ? returning 1', key).length;
  }

  reload(): void {
    this.#mayHaveLeft = true;
    this.#row = this.#sql.rows<LayoutRow>('select * from layout')[0];
    this.#parcels = this.#sql.rows<{ parcels: number }>('select count(*) as parcels from parcels')[0]?.parcels ?? 0;
    this.#gone.clear();
    const gone = this.#sql.rows<{ variant_id: string }>('select variant_id from leaving where is_gone = 1');
    for (const { variant_id } of gone) this.#gone.add(variant_id);
  }
}
