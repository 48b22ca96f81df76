import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sample } from '../../workers/gateway/rest/sample.ts';
import { asJson, asOperator, type GatewayInNode, roundTrips, startGatewayInNode } from './gateway-in-node.ts';

let gateway: GatewayInNode;

beforeAll(async () => {
  gateway = await startGatewayInNode();
});
afterAll(() => gateway.stop());

interface Answer {
  status: number;
  data: Record<string, unknown> | null | undefined;
  errors: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  trips: number;
}

async function ask(query: string, variables: object = {}, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await gateway.send('POST', '/graphql', {
    headers: { ...asJson, accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as Omit<Answer, 'status' | 'trips' | 'errors'> & Pick<Partial<Answer>, 'errors'>;
  return { status: response.status, data: body.data, errors: body.errors ?? [], trips: roundTrips(response) };
}

describe('GraphQL over HTTP', () => {
  const audits = serverAudits({
    url: 'http://shop.test/graphql',
    fetchFn: (url: string, init?: RequestInit) => {
      const { pathname, search } = new URL(url);
      return gateway.send(init?.method ?? 'GET', pathname + search, init);
    },
  });
  for (const audit of audits) {
    it(`${audit.id} ${audit.name}`, async () => {
      const result = await audit.fn();
      console.log('AUDIT', result.status, audit.name, result.status === 'ok' ? '' : result.reason);
      expect(result.status, 'reason' in result ? result.reason : '').not.toBe('error');
    });
  }
});
