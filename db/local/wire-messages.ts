/** The few Postgres messages that the wire server reads or writes itself (PostgreSQL manual, "Message Formats"). */

/** A simple query, as the engine takes it. */
export function simpleQuery(sql: string): Buffer {
  const body = Buffer.from(`${sql}\0`);
  const message = Buffer.alloc(5 + body.length);
  message.write('Q', 0);
  message.writeInt32BE(4 + body.length, 1);
  body.copy(message, 5);
  return message;
}

/** An error followed by ReadyForQuery, as a client expects it. */
export function errorResponse(sqlState: string, text: string): Buffer {
  const body = Buffer.from(`SERROR\0VERROR\0C${sqlState}\0M${text}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E', 0);
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body, Buffer.from([0x5a, 0, 0, 0, 5, 0x49])]);
}

export type BackendState = 'idle' | 'in-transaction' | 'failed-transaction' | 'busy';

/** What the trailing ReadyForQuery of a response says; 'busy' when the response does not end with one. */
export function backendState(response: Buffer): BackendState {
  const at = response.length - 6;
  if (at < 0 || response[at] !== 0x5a) return 'busy';
  const status = String.fromCharCode(response[at + 5] ?? 0);
  if (status === 'I') return 'idle';
  return status === 'E' ? 'failed-transaction' : 'in-transaction';
}

/** Where the statement name of a message starts, or -1 when the message carries none. */
function statementNameAt(type: string, message: Buffer): number {
  if (type === 'P') return 5;
  if (type === 'B') return message.indexOf(0, 5) + 1;
  const namesStatement = message[5] === 0x53;
  return (type === 'D' || type === 'C') && namesStatement ? 6 : -1;
}

/** Puts `prefix` before the statement name, so that connections which share one backend cannot collide. */
export function prefixStatementName(type: string, message: Buffer, prefix: string): { name: string; message: Buffer } {
  const at = statementNameAt(type, message);
  if (at < 0 || message[at] === 0) return { name: '', message };
  const end = message.indexOf(0, at);
  const name = `${prefix}${message.toString('utf8', at, end)}`;
  const renamed = Buffer.concat([message.subarray(0, at), Buffer.from(name), message.subarray(end)]);
  renamed.writeInt32BE(renamed.length - 1, 1);
  return { name, message: renamed };
}
