import { samplePeople } from '../db/seed/people.ts';
import { codeOf, stepAt } from '../workers/identity/second-factor/one-time-code.ts';

/** `npm run code -- owner`: what the authenticator app of one of the sample people shows now. A code is good once. */
const wanted = process.argv[2] ?? '';
const person = samplePeople.find(({ email, role }) => role === wanted || email === wanted);
if (person?.totpSecret === undefined) {
  const roles = samplePeople.filter(({ totpSecret }) => totpSecret !== undefined).map(({ role }) => role);
  process.stderr.write(`Name one of the sample people with a second factor: ${roles.join(', ')}\n`);
  process.exit(1);
}
process.stdout.write(`${await codeOf(person.totpSecret, stepAt(new Date()))}\n`);
