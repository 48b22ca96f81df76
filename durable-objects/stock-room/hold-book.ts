import { fail, type Result, succeed } from '#platform/errors';
import type { Hold, HoldRequest } from '#platform/objects';
import type { HoldState } from '#platform/stock-shard-door';
import type { BookTools } from './book-tools.ts';
import { type HeldGoods, type HoldRecord, HoldRecords } from './hold-records.ts';
import { planHold, planRehold, refuseBlocked } from './plan-hold.ts';

/** Finished holds are kept so long, so that a late repetition of a commit still finds its answer. */
export const KEEP_FINISHED_HOLDS_MS = 7 * 86_400_000;
/** What a buyer is told of when a lapsed hold cannot be taken again. */
const SHOWN_CHANNEL = 'web';
/** The second half of a commit follows at once, or when whoever was interrupted tries again. */
const KEEP_READY_MS = 86_400_000;

/** What is promised to buyers: holds, from their first request to sale, release or the end of their time. */
export class HoldBook {
  readonly #tools: BookTools;
  readonly #records: HoldRecords;
  readonly #alive = new Map<string, HeldGoods>();
  #nextExpiryMs = Number.POSITIVE_INFINITY;

  constructor(tools: BookTools) {
    this.#tools = tools;
    this.#records = new HoldRecords(tools.sql);
    for (const [holdId, goods] of this.#records.alive()) this.#keep(holdId, goods);
  }

  /** No hold expires before this. It may be too early, never too late. */
  get nextExpiryMs(): number {
    return this.#nextExpiryMs;
  }

  get count(): number {
    return this.#alive.size;
  }

  hold({ holdId, lines, channel, holdMs }: HoldRequest, nowMs: number): Result<Hold> {
    this.expireDue(nowMs);
    const alive = this.#alive.get(holdId);
    if (alive !== undefined) return succeed(answerOf(holdId, alive));
    const { reports, dayAt } = this.#tools;
    const plan = planHold(lines, this.#shelfOf, dayAt(nowMs), channel);
    const goods = plan.ok ? { allocations: plan.value, expiresAtMs: nowMs + holdMs } : undefined;
    if (goods === undefined || !this.#records.take(holdId, goods, reports.nextRevision)) {
      const record = this.#records.find(holdId);
      if (record?.status === 'committed') return succeed(answerOf(holdId, record));
      return plan.ok ? fail('internal', 'The hold could not be written.') : plan;
    }
    this.#keep(holdId, goods);
    this.#changed(goods);
    return succeed(answerOf(holdId, goods));
  }

  /** A hold that is alive or was committed. */
  find(holdId: string): Hold | undefined {
    const alive = this.#alive.get(holdId);
    if (alive !== undefined) return answerOf(holdId, alive);
    const record = this.#records.find(holdId);
    return record?.status === 'committed' ? answerOf(holdId, record) : undefined;
  }

  /** What a hold of these lines would lack; nothing is held. */
  shortages({ lines, channel }: HoldRequest, nowMs: number): Result<true> {
    const plan = planHold(lines, this.#shelfOf, this.#tools.dayAt(nowMs), channel);
    return plan.ok ? succeed(true) : plan;
  }

  /** Takes the held goods off the shelf for good, once. */
  commit(holdId: string, reference: string, nowMs: number): Result<{ committed: true }> {
    const alive = this.#alive.get(holdId);
    const record = alive === undefined ? this.#records.find(holdId) : undefined;
    if (record?.status === 'committed') return succeed({ committed: true });
    const goods = alive ?? record;
    if (goods === undefined) return fail('not_found', 'There is no such hold.');
    const may = this.#mayCommit(goods, record?.status, nowMs);
    if (!may.ok) return may;
    this.#sell(holdId, goods, reference, nowMs);
    return succeed({ committed: true });
  }

  /** Keeps a hold for another day, so that it is still there when the other shards of its commit have agreed. */
  ready(holdId: string, nowMs: number): Result<HoldState> {
    const alive = this.#alive.get(holdId);
    const record = alive === undefined ? this.#records.find(holdId) : undefined;
    if (record?.status === 'committed') return succeed({ state: 'committed' });
    const goods = alive ?? record;
    if (goods === undefined) return succeed({ state: 'none' });
    const may = this.#mayCommit(goods, record?.status, nowMs);
    if (!may.ok) return may;
    const { allocations } = goods;
    const kept = { allocations, expiresAtMs: Math.max(goods.expiresAtMs, nowMs + KEEP_READY_MS) };
    this.#records.take(holdId, kept, this.#tools.reports.nextRevision);
    if (alive !== undefined) this.#letGo(holdId, alive);
    this.#keep(holdId, kept);
    this.#changed(kept);
    return succeed({ state: 'ready' });
  }

  /** Commits what `ready` promised: a block that came since comes too late. */
  commitReady(holdId: string, reference: string, nowMs: number): Result<{ committed: true }> {
    const alive = this.#alive.get(holdId);
    if (alive === undefined) return this.commit(holdId, reference, nowMs);
    this.#sell(holdId, alive, reference, nowMs);
    return succeed({ committed: true });
  }

  release(holdId: string): Result<{ released: boolean }> {
    const alive = this.#alive.get(holdId);
    if (alive !== undefined) this.#putBack(holdId, alive, 'released');
    return succeed({ released: alive !== undefined });
  }

  /** Puts back what was held too long. Cheap when nothing is due. */
  expireDue(nowMs: number): void {
    if (nowMs < this.#nextExpiryMs) return;
    this.#nextExpiryMs = Number.POSITIVE_INFINITY;
    for (const [holdId, goods] of this.#alive) {
      if (goods.expiresAtMs <= nowMs) this.#putBack(holdId, goods, 'expired');
      else this.#nextExpiryMs = Math.min(this.#nextExpiryMs, goods.expiresAtMs);
    }
  }

  forget(nowMs: number): void {
    this.#records.forget(nowMs - KEEP_FINISHED_HOLDS_MS);
  }

  /** A hold that has lapsed is taken anew if nobody else has its pieces; nothing blocked is ever sold. */
  #mayCommit({ allocations }: HeldGoods, status: HoldRecord['status'] | undefined, nowMs: number): Result<unknown> {
    if (status === 'released') return fail('conflict', 'The hold was released.');
    if (this.#tools.batches.hasBlocks) {
      const free = refuseBlocked(allocations, this.#shelfOf);
      if (!free.ok) return free;
    }
    return status === undefined
      ? succeed(true)
      : planRehold(allocations, this.#shelfOf, this.#tools.dayAt(nowMs), SHOWN_CHANNEL);
  }

  #sell(holdId: string, goods: HeldGoods, reference: string, nowMs: number): void {
    const { reports, shelves, write } = this.#tools;
    write(() => {
      this.#records.finish(holdId, 'committed', reports.nextRevision);
      for (const allocation of goods.allocations) {
        const { batchId, variantId, quantity } = allocation;
        shelves.sell(allocation);
        const sale = { state: 'sellable', kind: 'sale', quantity: -quantity, reference, occurredAtMs: nowMs } as const;
        reports.move({ batchId, variantId, ...sale });
      }
    });
    if (this.#alive.has(holdId)) this.#letGo(holdId, goods);
    this.#changed(goods);
  }

  #keep(holdId: string, goods: HeldGoods): void {
    this.#alive.set(holdId, goods);
    this.#tools.shelves.hold(goods.allocations);
    this.#nextExpiryMs = Math.min(this.#nextExpiryMs, goods.expiresAtMs);
  }

  #letGo(holdId: string, goods: HeldGoods): void {
    this.#alive.delete(holdId);
    this.#tools.shelves.putBack(goods.allocations);
    this.#tools.shards.cameFree(goods.allocations);
  }

  #putBack(holdId: string, goods: HeldGoods, status: 'released' | 'expired'): void {
    this.#records.finish(holdId, status, this.#tools.reports.nextRevision);
    this.#letGo(holdId, goods);
    this.#changed(goods);
    this.#tools.cameFree(goods.allocations);
  }

  #changed({ allocations }: HeldGoods): void {
    this.#tools.reports.changed(allocations.map(({ variantId }) => variantId));
  }

  readonly #shelfOf = (variantId: string) => this.#tools.shelves.of(variantId);
}

const answerOf = (holdId: string, { allocations, expiresAtMs }: HeldGoods): Hold => ({
  holdId,
  allocations: [...allocations],
  expiresAtMs,
});
