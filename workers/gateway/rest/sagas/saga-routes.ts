import type { Route } from '../../routing/define-route.ts';
import { compensateSagaRoute } from './compensate-saga.ts';
import { getSagaRoute } from './get-saga.ts';
import { listSagasRoute } from './list-sagas.ts';
import { resumeSagaRoute } from './resume-saga.ts';

/** Work of many steps, for staff. */
export const sagaRoutes: readonly Route[] = [listSagasRoute, getSagaRoute, resumeSagaRoute, compensateSagaRoute];
