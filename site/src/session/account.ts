import { createSignal } from 'solid-js';
import { Failure, readMe, type Schemas, signOutOfShop } from '../api/client.ts';

type Account = Schemas['Me'];
export type Permission = Account['permissions'][number];

const [account, setAccount] = createSignal<Account>();
const [failure, setFailure] = createSignal<Failure>();

/** Who works here; undefined until it is known. Whoever is not signed in is already on the way to sign in. */
export { account, failure };

export async function openAccount(): Promise<void> {
  setFailure(undefined);
  try {
    setAccount(await readMe());
  } catch (error) {
    const failed = error instanceof Failure ? error : new Failure('other', String(error));
    if (failed.code !== 'unauthenticated') setFailure(failed);
  }
}

export const may = (permission: Permission): boolean => account()?.permissions.includes(permission) ?? false;

/** Ends the session here and shows the shop's own way in. A session that is over already is no reason to stay. */
export async function closeAccount(): Promise<void> {
  await signOutOfShop().catch(() => undefined);
  setAccount(undefined);
  location.assign('/sign-in?next=%2Fadmin');
}
