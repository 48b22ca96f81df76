import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openApiDocument } from '../../workers/gateway/openapi/document.ts';
import { routes } from '../../workers/gateway/rest/routes.ts';
import { PROJECT_ROOT } from '../runtime/project.ts';

export const SCHEMA_PATH = 'workers/gateway/client/schema.d.ts';

const HEAD = `/**
 * The API's types, made from its routes by \`npm run client\`. Do not change them here.
 */

`;

// The generator needs the TypeScript 5.9 of the storefront; the root's TypeScript 7 has no such API.
const typescript = createRequire(join(PROJECT_ROOT, 'storefront/package.json')).resolve('typescript');
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'typescript'
      ? { url: pathToFileURL(typescript).href, format: 'commonjs', shortCircuit: true }
      : next(specifier, context),
});

/** The types of every operation, as the routes are now. No shop has to run. */
export async function clientSchema(): Promise<string> {
  const { default: openapiTypescript, astToString } = await import('openapi-typescript');
  const document = JSON.stringify(openApiDocument(routes, 'client'));
  return HEAD + astToString(await openapiTypescript(document));
}
