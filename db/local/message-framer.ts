/** Codes of the untyped messages that open a connection (PostgreSQL manual, "Message Formats"). */
const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;

export type FramedMessage =
  | { kind: 'encryption-request' }
  | { kind: 'cancel-request' }
  | { kind: 'startup'; bytes: Buffer }
  | { kind: 'message'; type: string; bytes: Buffer };

/** No message of a local client comes near this; a length beyond it is noise on the port. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

/** Cuts a byte stream into Postgres frontend messages. One per connection. */
export class MessageFramer {
  #chunks: Buffer[] = [];
  #sizeBytes = 0;
  #started = false;

  /** Takes the next bytes and returns every message they complete. Throws on an impossible length. */
  push(chunk: Buffer): FramedMessage[] {
    this.#chunks.push(chunk);
    this.#sizeBytes += chunk.length;
    const messages: FramedMessage[] = [];
    for (let next = this.#next(); next; next = this.#next()) messages.push(next);
    return messages;
  }

  #next(): FramedMessage | undefined {
    const typeBytes = this.#started ? 1 : 0;
    if (this.#sizeBytes < typeBytes + 4) return undefined;
    const lengthBytes = this.#peek(typeBytes + 4).readInt32BE(typeBytes);
    if (lengthBytes < 4 || lengthBytes > MAX_MESSAGE_BYTES) throw new RangeError(`message of ${lengthBytes} bytes`);
    // Chunks are joined only when a whole message is there, so that a long one is copied once.
    if (this.#sizeBytes < typeBytes + lengthBytes) return undefined;
    const bytes = this.#take(typeBytes + lengthBytes);
    if (this.#started) return { kind: 'message', type: String.fromCharCode(bytes[0] ?? 0), bytes };
    const code = lengthBytes >= 8 ? bytes.readInt32BE(4) : 0;
    if (code === SSL_REQUEST || code === GSS_REQUEST) return { kind: 'encryption-request' };
    if (code === CANCEL_REQUEST) return { kind: 'cancel-request' };
    this.#started = true;
    return { kind: 'startup', bytes };
  }

  #peek(sizeBytes: number): Buffer {
    const [first] = this.#chunks;
    if (first && first.length >= sizeBytes) return first;
    return this.#join();
  }

  #take(sizeBytes: number): Buffer {
    const all = this.#join();
    this.#sizeBytes -= sizeBytes;
    this.#chunks = this.#sizeBytes > 0 ? [all.subarray(sizeBytes)] : [];
    return all.subarray(0, sizeBytes);
  }

  #join(): Buffer {
    const [first, ...rest] = this.#chunks;
    const all = first && rest.length === 0 ? first : Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }
}
