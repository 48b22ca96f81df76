export { LicenceView } from './licence-view.ts';
export { LicenceListView, ListLicencesSchema, listLicences } from './list-licences.ts';
export { RecordLicenceBody, recordLicence } from './record-licence.ts';
export { type LicenceTerm, licenceLapsed, licensedUntil, requireLicences } from './require-licences.ts';
export { termsOfStore } from './store-licences.ts';
export { withdrawLicence } from './withdraw-licence.ts';
