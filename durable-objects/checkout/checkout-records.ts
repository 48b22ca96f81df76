import { cartOfToday } from '#modules/orders';
import type { CartState, StoredAnswer } from '#platform/objects';
import type { SagaRow } from '#platform/sagas';
import { migrate, type Sql } from '../sql.ts';
import type { KeptCart } from './admit.ts';
import { checkoutSchema } from './checkout-schema.ts';
import type { Chore, KeptChore } from './chores.ts';
import type { PaymentRecord } from './payment-record.ts';
import type { Placement } from './placement.ts';
import { placementOfToday } from './placement-of-today.ts';

type AnswerRow = { status: number; content_type: string; body: string };

/** Whether people see the saga as it stands. `private`: it runs through, and its records have told of it already. */
export type SagaShown = 'private' | 'due' | 'shown';

type KnownCart = KeptCart & { attempts: number; changedAtMs: number };
interface KnownSaga {
  row: SagaRow;
  shown: SagaShown;
}

const answerOf = ({ status, content_type, body }: AnswerRow): StoredAnswer => ({
  status,
  contentType: content_type,
  body,
});

/** What a checkout has written down. Nothing at all until a cart was opened, so that probing ids leaves no trace. */
export class CheckoutRecords {
  readonly #sql: Sql;
  /** What was read since the last change: nobody else writes here, and a placement asks the same again and again. */
  #read: {
    cart?: KnownCart | undefined;
    placement?: Placement | undefined;
    saga?: KnownSaga | undefined;
    chores?: KeptChore[];
  } = {};
  #isOpened: boolean;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#isOpened = sql.rows(`select 1 from sqlite_master where type = 'table' and name = 'cart'`).length > 0;
    if (this.#isOpened) migrate(sql, checkoutSchema);
  }

  open(tokenHash: string, cart: CartState, nowMs: number): void {
    migrate(this.#sql, checkoutSchema);
    const insert = 'insert into cart (only_row, token_hash, state, attempts, changed_at_ms) values (1, ?, ?, 0, ?)';
    this.#sql.run(insert, tokenHash, JSON.stringify(cart), nowMs);
    this.#isOpened = true;
    this.#read = {};
  }

  /** `attempts`: the number of the last hold, so that the next placement starts behind it. */
  get cart(): KnownCart | undefined {
    if (!('cart' in this.#read)) this.#read.cart = this.#readCart();
    return this.#read.cart;
  }

  #readCart(): KnownCart | undefined {
    if (!this.#isOpened) return undefined;
    const [row] = this.#sql.rows<{ token_hash: string; state: string; attempts: number; changed_at_ms: number }>(
      'select token_hash, state, attempts, changed_at_ms from cart',
    );
    if (row === undefined) return undefined;
    const cart = cartOfToday(JSON.parse(row.state) as CartState);
    return { cart, tokenHash: row.token_hash, attempts: row.attempts, changedAtMs: row.changed_at_ms };
  }

  saveCart(cart: CartState, nowMs: number): void {
    this.#sql.run('update cart set state = ?, changed_at_ms = ?', JSON.stringify(cart), nowMs);
    const { cart: known } = this.#read;
    if (known === undefined) delete this.#read.cart;
    else this.#read.cart = { ...known, cart, changedAtMs: nowMs };
  }

  get placement(): Placement | undefined {
    if (!('placement' in this.#read)) this.#read.placement = this.#readPlacement();
    return this.#read.placement;
  }

  #readPlacement(): Placement | undefined {
    if (!this.#isOpened) return undefined;
    const [row] = this.#sql.rows<{ state: string }>('select state from placement');
    return row === undefined ? undefined : placementOfToday(JSON.parse(row.state) as Placement);
  }

  savePlacement(placement: Placement): void {
    const save = 'insert into placement values (1, ?) on conflict (only_row) do update set state = excluded.state';
    this.#sql.run(save, JSON.stringify(placement));
    this.#read.placement = placement;
  }

  endPlacement(attempts: number): void {
    this.#sql.run('delete from placement where only_row = 1');
    this.#sql.run('update cart set attempts = ?', attempts);
    this.#read.placement = undefined;
    delete this.#read.cart;
  }

  answer(key: string): { bodyHash: string; answer: StoredAnswer } | undefined {
    if (!this.#isOpened) return undefined;
    const [row] = this.#sql.rows<AnswerRow & { body_hash: string }>(
      'select body_hash, status, content_type, body from answers where key = ?',
      key,
    );
    return row && { bodyHash: row.body_hash, answer: answerOf(row) };
  }

  get answerCount(): number {
    if (!this.#isOpened) return 0;
    return this.#sql.rows<{ count: number }>('select count(*) as count from answers')[0]?.count ?? 0;
  }

  keepAnswer(key: string, bodyHash: string, { status, contentType, body }: StoredAnswer): void {
    const keep = 'insert into answers (key, body_hash, status, content_type, body) values (?, ?, ?, ?, ?)';
    this.#sql.run(keep, key, bodyHash, status, contentType, body);
  }

  /** How the last placement ended: what it answered in the end, where its key had got the payment to wait for. */
  get final(): StoredAnswer | undefined {
    const columns = 'status, content_type, body';
    const [row] = this.#sql.rows<AnswerRow>(
      `select ${columns} from final union all select ${columns} from answers where status = 201 limit 1`,
    );
    return row && answerOf(row);
  }

  /** Null: the cart is simply open again. */
  saveFinal(answer: StoredAnswer | null): void {
    this.#sql.run('delete from final where only_row = 1');
    if (answer === null) return;
    const keep = 'insert into final (only_row, status, content_type, body) values (1, ?, ?, ?)';
    this.#sql.run(keep, answer.status, answer.contentType, answer.body);
  }

  payment(paymentId: string): PaymentRecord | undefined {
    if (!this.#isOpened) return undefined;
    const [row] = this.#sql.rows<{ state: string }>('select state from payments where payment_id = ?', paymentId);
    return row && (JSON.parse(row.state) as PaymentRecord);
  }

  savePayment(payment: PaymentRecord): void {
    const save = `insert into payments values (?, ?, '') on conflict (payment_id) do update set state = excluded.state`;
    this.#sql.run(save, payment.demand.paymentId, JSON.stringify(payment));
  }

  /** Payments whose standing at a provider Postgres was not told yet. */
  unshownPayments(): PaymentRecord[] {
    return this.#sql
      .rows<{ state: string }>(
        `select state from payments where json_extract(state, '$.started') is not null
           and shown <> json_extract(state, '$.standing')`,
      )
      .map(({ state }) => JSON.parse(state) as PaymentRecord);
  }

  paymentsShown(payments: readonly PaymentRecord[]): void {
    for (const { demand, standing } of payments) {
      this.#sql.run('update payments set shown = ? where payment_id = ?', standing, demand.paymentId);
    }
  }

  get chores(): readonly KeptChore[] {
    this.#read.chores ??= this.#readChores();
    return this.#read.chores;
  }

  #readChores(): KeptChore[] {
    if (!this.#isOpened) return [];
    return this.#sql
      .rows<{ id: number; state: string; failures: number; due_at_ms: number }>('select * from chores order by id')
      .map(({ id, state, failures, due_at_ms }) => ({
        id,
        chore: JSON.parse(state) as Chore,
        failures,
        dueAtMs: due_at_ms,
      }));
  }

  addChore(chore: Chore, dueAtMs: number): void {
    const add = 'insert into chores (state, failures, due_at_ms) values (?, 0, ?)';
    this.#sql.run(add, JSON.stringify(chore), dueAtMs);
    delete this.#read.chores;
  }

  postponeChore(id: number, failures: number, dueAtMs: number): void {
    this.#sql.run('update chores set failures = ?, due_at_ms = ? where id = ?', failures, dueAtMs, id);
    delete this.#read.chores;
  }

  dropChore(id: number): void {
    this.#sql.run('delete from chores where id = ?', id);
    delete this.#read.chores;
  }

  /** The saga as it was pictured last. */
  get saga(): KnownSaga | undefined {
    if (!('saga' in this.#read)) this.#read.saga = this.#readSaga();
    return this.#read.saga;
  }

  #readSaga(): KnownSaga | undefined {
    if (!this.#isOpened) return undefined;
    const [kept] = this.#sql.rows<{ state: string; shown: SagaShown }>('select state, shown from saga');
    return kept && { row: JSON.parse(kept.state) as SagaRow, shown: kept.shown };
  }

  saveSaga(row: SagaRow, shown: SagaShown): void {
    this.#sql.run(
      `insert into saga values (1, ?, ?) on conflict (only_row) do update set state = excluded.state, shown = excluded.shown`,
      JSON.stringify(row),
      shown,
    );
    this.#read.saga = { row, shown };
  }

  sagaShown(revision: number): void {
    this.#sql.run(`update saga set shown = 'shown' where json_extract(state, '$.revision') = ?`, revision);
    delete this.#read.saga;
  }

  /** All of the work is written or nothing of it. */
  atOnce(work: () => void): void {
    try {
      this.#sql.transact(work);
    } catch (error) {
      this.#read = {};
      throw error;
    }
  }
}
