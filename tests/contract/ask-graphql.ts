import { asJson, type GatewayInNode, roundTrips } from './gateway-in-node.ts';

/** As various as the queries that it answers. */
type Data = ReturnType<typeof JSON.parse>;

interface GraphqlFailure {
  message: string;
  path?: (string | number)[];
  extensions: Record<string, unknown>;
}
interface Answer {
  status: number;
  data: Data;
  errors: GraphqlFailure[];
  trips: number;
}

/** Sends one operation to the graph of a gateway, as its tests read it. */
export async function postGraphql(
  gateway: GatewayInNode,
  body: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await gateway.send('POST', '/graphql', {
    headers: { ...asJson, accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify(body),
  });
  const { data, errors = [] } = (await response.json()) as { data?: unknown; errors?: GraphqlFailure[] };
  return { status: response.status, data, errors, trips: roundTrips(response) };
}

/** The results of a subscription, from its server-sent events. */
export async function* readEvents(response: Response): AsyncGenerator<{ data: Data }, void, void> {
  let text = '';
  for await (const chunk of response.body as ReadableStream<Uint8Array>) {
    text += new TextDecoder().decode(chunk);
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.+)$/m.exec(block)?.[1];
      if (data !== undefined) yield JSON.parse(data) as { data: Data };
    }
  }
}
