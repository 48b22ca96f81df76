import type { Route } from '../../routing/define-route.ts';
import { answerConsentRequestRoute } from './answer-consent-request.ts';
import { changeAppRoute } from './change-app.ts';
import { listAppsRoute } from './list-apps.ts';
import { listLetInRoute } from './list-let-in.ts';
import { readConsentRequestRoute } from './read-consent-request.ts';
import { registerAppRoute } from './register-app.ts';
import { removeAppRoute } from './remove-app.ts';
import { rotateAppSecretRoute } from './rotate-app-secret.ts';
import { shutOutRoute } from './shut-out.ts';

/** Apps of partners, and what people let them do. */
export const appRoutes: readonly Route[] = [
  listAppsRoute,
  registerAppRoute,
  changeAppRoute,
  rotateAppSecretRoute,
  removeAppRoute,
  readConsentRequestRoute,
  answerConsentRequestRoute,
  listLetInRoute,
  shutOutRoute,
];
