export { exportAudit } from './export-audit.ts';
export * from './schemas.ts';
export { searchAudit } from './search-audit.ts';
export { type AuditReport, verifyAudit } from './verify-audit.ts';
