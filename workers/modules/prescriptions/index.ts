export { DecidePrescriptionBody, decidePrescription } from './decide-prescription.ts';
export { erasePrescription, erasePrescriptionsOf, sweepPrescriptions } from './erase-prescription.ts';
export { fileTypes } from './file-type.ts';
export { ListPrescriptionsQuery, listPrescriptions, PrescriptionListView } from './list-prescriptions.ts';
export { NeedPrescriptionBody, needPrescription, PrescriptionNeedView } from './need-prescription.ts';
export { PlaceFields } from './own-place.ts';
export { PrescriptionView } from './prescription-view.ts';
export {
  getPrescription,
  type PrescriptionFile,
  PrescriptionId,
  readFileForStaff,
  readOwnFile,
} from './read-prescription.ts';
export { requireVerifiedPrescription } from './require-verified.ts';
export {
  MAX_FILE_BYTES,
  StaffPlace,
  UploadKey,
  uploadPrescription,
  uploadPrescriptionForStaff,
} from './upload-prescription.ts';
