import type { Route } from '../../routing/define-route.ts';
import { decidePrescriptionRoute } from './decide-prescription.ts';
import { erasePrescriptionRoute } from './erase-prescription.ts';
import { getPrescriptionRoute } from './get-prescription.ts';
import { listPrescriptionsRoute } from './list-prescriptions.ts';
import { needPrescriptionRoute } from './need-prescription.ts';
import { readOwnPrescriptionFileRoute } from './read-own-prescription-file.ts';
import { readPrescriptionFileRoute } from './read-prescription-file.ts';
import { uploadPrescriptionRoute } from './upload-prescription.ts';
import { uploadPrescriptionForStaffRoute } from './upload-prescription-for-staff.ts';

/** For buyers, with their account or the token of a cart or order. */
export const ownPrescriptionRoutes: readonly Route[] = [
  uploadPrescriptionRoute,
  getPrescriptionRoute,
  readOwnPrescriptionFileRoute,
  erasePrescriptionRoute,
];

/** For doctors and pharmacists of a store. */
export const prescriptionRoutes: readonly Route[] = [
  listPrescriptionsRoute,
  uploadPrescriptionForStaffRoute,
  readPrescriptionFileRoute,
  decidePrescriptionRoute,
  needPrescriptionRoute,
];
