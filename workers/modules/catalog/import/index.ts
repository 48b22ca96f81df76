export { exportRows } from './export-rows.ts';
export { importRows } from './import-rows.ts';
export {
  type ExportKind,
  exportKinds,
  IMPORT_BYTE_LIMIT,
  type ImportKind,
  type ImportReport,
  ImportReportView,
  importKinds,
  type RowError,
  type SheetFormat,
  sheetFormats,
} from './report.ts';
