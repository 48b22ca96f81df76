import type { Operation } from './mutants.ts';

interface OpenApiParameter {
  name: string;
  in: string;
  example?: unknown;
  schema?: { example?: unknown; examples?: unknown[]; default?: unknown };
}

interface OpenApiOperation {
  parameters?: OpenApiParameter[];
  requestBody?: { content?: Record<string, { example?: unknown }> };
}

const methods = new Set(['get', 'post', 'put', 'patch', 'delete']);

function exampleOf(parameter: OpenApiParameter): string {
  const value = parameter.example ?? parameter.schema?.example ?? parameter.schema?.examples?.[0] ?? '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Every operation that a running shop documents, with a request that works where its reference shows one. */
export async function readOperations(url: string): Promise<Operation[]> {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, OpenApiOperation>>;
  };
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.has(method))
      .map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        parameters: (operation.parameters ?? []).map((p) => ({ name: p.name, in: p.in, example: exampleOf(p) })),
        takesJson: operation.requestBody?.content?.['application/json'] !== undefined,
        bodyExample: operation.requestBody?.content?.['application/json']?.example,
      })),
  );
}
