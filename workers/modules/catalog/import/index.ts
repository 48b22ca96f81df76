export { type ExportedFile, type ExportRows, exportRows, sheetTypes } from './export-rows.ts';
export { type ImportRows, importRows } from './import-rows.ts';
export {
  type ExportKind,
  exportKinds,
  IMPORT_BYTE_LIMIT,
  IMPORT_ROW_LIMIT,
  type ImportKind,
  type ImportReport,
  ImportReportView,
  importKinds,
  type RowError,
  type SheetFormat,
  sheetFormats,
} from './report.ts';
