/** Routes that have no field in the graph, and why. A test holds this list against the routes. */
export const exemptions: Readonly<Record<string, string>> = {
  'GET /v1/health': 'For monitors, which look at the HTTP status',
  'GET /v1/metrics': 'For monitors, which read text',
  'POST /v1/admin/import/{kind}': 'Takes a file, not JSON',
  'POST /v1/admin/settlements': 'Takes a file, not JSON',
  'POST /v1/prescriptions': 'Takes a file, not JSON',
  'POST /v1/admin/prescriptions': 'Takes a file, not JSON',
  'GET /v1/prescriptions/{prescriptionId}/file': 'Answers a file, not JSON',
  'GET /v1/admin/prescriptions/{prescriptionId}/file': 'Answers a file, not JSON',
  'GET /v1/admin/export/{kind}': 'Answers a sheet, not JSON',
  'GET /v1/admin/audit/export': 'Answers a file of lines, not JSON',
};
