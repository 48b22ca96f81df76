import type { Socket } from 'node:net';
import type { EngineLease } from './engine-lease.ts';
import { type FramedMessage, MessageFramer } from './message-framer.ts';
import { backendState, errorResponse, prefixStatementName, simpleQuery } from './wire-messages.ts';

/** Runs raw protocol bytes on the engine and returns the raw answer. */
export type ExecuteProtocol = (bytes: Buffer) => Promise<Buffer>;

export interface WireOptions {
  /** A client that leaves a transaction open longer than this is cut off: it holds the only backend. */
  idleInTransactionMs: number;
}

/** Messages after which the client expects an answer; everything before them is sent to the engine in one piece. */
const FLUSHING = new Set(['S', 'Q', 'H', 'c', 'f']);
const SESSION_SETTING = /\b(set|reset|listen)\s(?!local)|set_config|advisory_lock/i;

/** One client on the shared backend. */
export class WireConnection {
  readonly #socket: Socket;
  readonly #lease: EngineLease;
  readonly #execute: ExecuteProtocol;
  readonly #options: WireOptions;
  readonly #prefix: string;
  readonly #framer = new MessageFramer();
  readonly #statements = new Set<string>();
  #pending: Buffer[] = [];
  #work: Promise<void> = Promise.resolve();
  #idleTimer: NodeJS.Timeout | undefined;
  #inTransaction = false;
  #changedSession = false;
  #closed = false;

  constructor(id: number, socket: Socket, lease: EngineLease, execute: ExecuteProtocol, options: WireOptions) {
    this.#prefix = `c${id}_`;
    this.#socket = socket;
    this.#lease = lease;
    this.#execute = execute;
    this.#options = options;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#close());
  }

  #receive(chunk: Buffer): void {
    try {
      for (const message of this.#framer.push(chunk)) this.#accept(message);
    } catch {
      this.#socket.destroy();
    }
  }

  #accept(message: FramedMessage): void {
    if (message.kind === 'encryption-request') this.#socket.write('N');
    else if (message.kind === 'cancel-request') this.#socket.end();
    else if (message.kind === 'startup') this.#enqueue(message.bytes);
    else if (message.type === 'X') this.#socket.end();
    else this.#collect(message.type, message.bytes);
  }

  #collect(type: string, bytes: Buffer): void {
    const { name, message } = prefixStatementName(type, bytes, this.#prefix);
    if (name && type === 'P') this.#statements.add(name);
    if (name && type === 'C') this.#statements.delete(name);
    if (type === 'Q' || type === 'P') this.#changedSession ||= SESSION_SETTING.test(message.toString('utf8', 5));
    this.#pending.push(message);
    if (!FLUSHING.has(type)) return;
    const batch = this.#pending.length === 1 ? message : Buffer.concat(this.#pending);
    this.#pending = [];
    this.#enqueue(batch);
  }

  #enqueue(bytes: Buffer): void {
    this.#work = this.#work.then(() => this.#run(bytes));
  }

  async #run(bytes: Buffer): Promise<void> {
    if (this.#closed) return;
    await this.#lease.acquire(this);
    clearTimeout(this.#idleTimer);
    if (this.#closed) return;
    try {
      const answer = await this.#execute(bytes);
      const state = backendState(answer);
      this.#inTransaction = state !== 'idle';
      this.#write(answer);
      if (state === 'idle') this.#lease.release(this);
      else this.#idleTimer = setTimeout(() => this.#cutOff(), this.#options.idleInTransactionMs).unref();
    } catch (error) {
      await this.#execute(simpleQuery('ROLLBACK')).catch(() => undefined);
      this.#inTransaction = false;
      this.#lease.release(this);
      this.#write(errorResponse('XX000', error instanceof Error ? error.message : String(error)));
    }
  }

  #write(bytes: Buffer): void {
    if (!this.#closed) this.#socket.write(bytes);
  }

  #cutOff(): void {
    this.#write(errorResponse('25P03', 'idle in transaction for too long; the embedded database has one backend'));
    this.#socket.destroy();
  }

  #close(): void {
    this.#closed = true;
    clearTimeout(this.#idleTimer);
    this.#work = this.#work.then(() => this.#leaveClean()).catch(() => this.#lease.release(this));
  }

  /** Leaves nothing behind on the shared backend: no transaction, no statement, no session setting, no lock. */
  async #leaveClean(): Promise<void> {
    const steps: string[] = [];
    if (this.#inTransaction) steps.push('ROLLBACK');
    for (const name of this.#statements) steps.push(`DEALLOCATE "${name.replaceAll('"', '""')}"`);
    if (this.#changedSession) steps.push('RESET ALL', 'RESET ROLE', 'UNLISTEN *', 'SELECT pg_advisory_unlock_all()');
    if (steps.length > 0) await this.#lease.acquire(this);
    // One by one: a statement that was never prepared must not stop the rest.
    for (const sql of steps) await this.#execute(simpleQuery(sql)).catch(() => undefined);
    this.#lease.release(this);
  }
}
