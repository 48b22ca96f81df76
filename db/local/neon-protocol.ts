import type { IncomingHttpHeaders } from 'node:http';
import type pg from 'pg';
import type { Statement, StatementResult } from './pipeline.ts';
import type { TransactionMode } from './sql-sessions.ts';

/** What Neon's serverless driver posts to /sql: one query, or many that form a transaction. */
export interface SqlRequest {
  queries: Statement[];
  isBatch: boolean;
}

export class MalformedSqlRequest extends Error {}

const ISOLATION: Record<string, string> = {
  ReadUncommitted: 'READ UNCOMMITTED',
  ReadCommitted: 'READ COMMITTED',
  RepeatableRead: 'REPEATABLE READ',
  Serializable: 'SERIALIZABLE',
};

export function parseSqlRequest(body: string): SqlRequest {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new MalformedSqlRequest('the body is not JSON');
  }
  if (!isObject(parsed)) throw new MalformedSqlRequest('the body is not an object');
  if (!Array.isArray(parsed.queries)) return { queries: [parseStatement(parsed)], isBatch: false };
  return { queries: parsed.queries.map(parseStatement), isBatch: true };
}

export function transactionMode(headers: IncomingHttpHeaders): TransactionMode {
  return {
    isolation: ISOLATION[String(headers['neon-batch-isolation-level'])],
    readOnly: headers['neon-batch-read-only'] === 'true',
    deferrable: headers['neon-batch-deferrable'] === 'true',
  };
}

export function resultBody({ command, rowCount, rows, fields }: StatementResult) {
  return {
    command,
    rowCount,
    rowAsArray: true,
    rows,
    fields: fields.map((field) => ({
      name: field.name,
      tableID: field.tableID,
      columnID: field.columnID,
      dataTypeID: field.dataTypeID,
      dataTypeSize: field.dataTypeSize,
      dataTypeModifier: field.dataTypeModifier,
      format: field.format,
    })),
  };
}

/** The members that the driver copies onto its NeonDbError. */
export function errorBody(error: pg.DatabaseError) {
  const { message, code, severity, detail, hint, position, where, schema, table, column, constraint } = error;
  return { message, code, severity, detail, hint, position, where, schema, table, column, constraint };
}

function parseStatement(value: unknown): Statement {
  if (!isObject(value) || typeof value.query !== 'string') throw new MalformedSqlRequest('a query has no text');
  const params = Array.isArray(value.params) ? value.params : [];
  return { query: value.query, params: params.map(parameterText) };
}

/** The driver sends text; other JSON values are written the way Postgres reads them. */
function parameterText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
