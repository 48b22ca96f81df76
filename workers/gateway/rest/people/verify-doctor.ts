import { PersonPath, PersonView, VerifyDoctorBody, verifyDoctor } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const verifyDoctorRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/people/{personId}/verify',
    area: 'Administration',
    permission: 'people.verify',
    summary: 'Records that a doctor stands in the register',
    params: PersonPath,
    body: VerifyDoctorBody,
    response: PersonView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: {
      params: { personId: sample.orderId },
      body: { registrationNumber: 'MH-H-12345', council: 'Maharashtra Council of Homoeopathy' },
    },
  },
  ({ ctx, params, body }) => verifyDoctor(ctx, { ...params, ...body }),
);
