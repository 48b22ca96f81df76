export { getSaga } from './get-saga.ts';
export { listSagas } from './list-sagas.ts';
export { compensateSaga, resumeSaga } from './manage-saga.ts';
export { CompensateSagaBody, ListSagasSchema, SagaId, SagaPage, SagaView } from './schemas.ts';
