export {
  type LicenceHolder,
  type LicenceKind,
  type LicenceTerm,
  licenceKinds,
  licenceLapsed,
  licensedUntil,
  requireLicences,
} from './require-licences.ts';
export { termsOfStore } from './store-licences.ts';
