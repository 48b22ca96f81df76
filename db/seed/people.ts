import type { Role } from '#platform/access/roles';

/** Shown wherever these accounts are told of. */
export const SAMPLE_PEOPLE_NOTICE =
  'Sample accounts: everybody who reads the source knows their passwords. They are made in the sample company only.';

export interface SamplePerson {
  email: string;
  name: string;
  role: Role;
  /** Where a role of the staff holds: every store, or those of these codes. The others hold for what is their own. */
  stores: 'all' | 'own' | readonly string[];
  password: string;
  /** Base32, for an authenticator app: those who can do what asks for a second factor have one. */
  totpSecret?: string;
}

const person = (role: Role, name: string, stores: SamplePerson['stores'], totpSecret?: string): SamplePerson => ({
  email: `${role.replace('_', '-')}@sample.example`,
  name,
  role,
  stores,
  password: `sample-${role.replace('_', '-')}-passphrase`,
  ...(totpSecret !== undefined && { totpSecret }),
});

/** One for every role. `.example` is reserved (RFC 2606), so that no mail can reach anybody. */
export const samplePeople: readonly SamplePerson[] = [
  person('owner', 'Ira Deshpande', 'all', 'KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD'),
  person('admin', 'Kabir Menon', 'all', 'ONSWG4TFOQQGM33SEBQW4IDBMRWWS3RA'),
  person('store_manager', 'Meera Joshi', ['PUN'], 'MFZWK43UMVZGS3THEBSGK3LPNZSGS3TH'),
  person('cashier', 'Rohan Patil', ['PUN']),
  person('warehouse', 'Farah Shaikh', ['PUN', 'MUM']),
  person('accountant', 'Vikram Rao', 'all', 'NRSWIZ3FOIQHG2DBOJYCA43BNVYGYZJA'),
  person('hr', 'Leena Fernandes', 'all', 'OBSW64DMMUQGC4TFEBXXK4RAM5XW63DE'),
  person('marketer', 'Arjun Nair', 'all'),
  person('analyst', 'Tara Iyer', 'all'),
  person('doctor', 'Dr Nikhil Kulkarni', 'own'),
  person('dealer', 'Sunil Gowda', 'own'),
  person('customer', 'Asha Kulkarni', 'own'),
  person('partner', 'Priya Shetty', 'own'),
];
