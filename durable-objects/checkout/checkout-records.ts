import type { CartState, StoredAnswer } from '#platform/objects';
import { migrate, type Sql } from '../sql.ts';
import type { KeptCart } from './admit.ts';
import type { Placement } from './placement.ts';

/** Only ever append. */
const checkoutSchema = [
  `create table cart (
    only_row integer primary key check (only_row = 1), token_hash text not null, state text not null,
    attempts integer not null, changed_at_ms integer not null
  );
  create table placement (only_row integer primary key check (only_row = 1), state text not null);
  create table answers (
    key text primary key, body_hash text not null, status integer not null, content_type text not null, body text not null
  ) without rowid`,
];

interface AnswerRow extends Record<string, string | number | null> {
  body_hash: string;
  status: number;
  content_type: string;
  body: string;
}

/** What a checkout has written down. Nothing at all until a cart was opened, so that probing ids leaves no trace. */
export class CheckoutRecords {
  readonly #sql: Sql;
  #isOpened: boolean;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#isOpened = sql.rows(`select 1 from sqlite_master where type = 'table' and name = 'cart'`).length > 0;
  }

  open(tokenHash: string, cart: CartState, nowMs: number): void {
    migrate(this.#sql, checkoutSchema);
    const insert = 'insert into cart (only_row, token_hash, state, attempts, changed_at_ms) values (1, ?, ?, 0, ?)';
    this.#sql.run(insert, tokenHash, JSON.stringify(cart), nowMs);
    this.#isOpened = true;
  }

  get cart(): (KeptCart & { attempts: number; changedAtMs: number }) | undefined {
    if (!this.#isOpened) return undefined;
    const [row] = this.#sql.rows<{ token_hash: string; state: string; attempts: number; changed_at_ms: number }>(
      'select token_hash, state, attempts, changed_at_ms from cart',
    );
    if (row === undefined) return undefined;
    const cart = JSON.parse(row.state) as CartState;
    return { cart, tokenHash: row.token_hash, attempts: row.attempts, changedAtMs: row.changed_at_ms };
  }

  saveCart(cart: CartState, nowMs: number): void {
    this.#sql.run('update cart set state = ?, changed_at_ms = ?', JSON.stringify(cart), nowMs);
  }

  get placement(): Placement | undefined {
    if (!this.#isOpened) return undefined;
    const [row] = this.#sql.rows<{ state: string }>('select state from placement');
    return row === undefined ? undefined : (JSON.parse(row.state) as Placement);
  }

  savePlacement(placement: Placement): void {
    const save = 'insert into placement values (1, ?) on conflict (only_row) do update set state = excluded.state';
    this.#sql.run(save, JSON.stringify(placement));
  }

  /** `attempts`: the number of its last hold, so that the next placement starts behind it. */
  endPlacement(attempts: number): void {
    this.#sql.run('delete from placement where only_row = 1');
    this.#sql.run('update cart set attempts = ?', attempts);
  }

  answer(key: string): { bodyHash: string; answer: StoredAnswer } | undefined {
    if (!this.#isOpened) return undefined;
    const [row] = this.#sql.rows<AnswerRow>(
      'select body_hash, status, content_type, body from answers where key = ?',
      key,
    );
    if (row === undefined) return undefined;
    return {
      bodyHash: row.body_hash,
      answer: { status: row.status, contentType: row.content_type, body: row.body },
    };
  }

  get answerCount(): number {
    if (!this.#isOpened) return 0;
    return this.#sql.rows<{ count: number }>('select count(*) as count from answers')[0]?.count ?? 0;
  }

  keepAnswer(key: string, bodyHash: string, { status, contentType, body }: StoredAnswer): void {
    const keep = 'insert into answers (key, body_hash, status, content_type, body) values (?, ?, ?, ?, ?)';
    this.#sql.run(keep, key, bodyHash, status, contentType, body);
  }

  /** All of the work is written or nothing of it. */
  atOnce(work: () => void): void {
    this.#sql.transact(work);
  }
}
