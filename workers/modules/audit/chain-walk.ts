import { type AuditHead, type AuditLink, chainName, GENESIS_HASH, linkHash, scopeOf } from './chain.ts';

export interface AuditFinding {
  chain: string;
  /** Of the first link at which the chain is broken; null where the whole chain or its end is gone. */
  position: number | null;
  auditId: string | null;
  what: 'changed' | 'missing' | 'inserted' | 'cut off';
  detail: string;
}

interface Place {
  chain: string;
  position: number;
  hash: string;
}

/**
 * Walks the links of all stores in the order of chain and position, and keeps the first break of each chain. Heads are read
 * before the links: what was added meanwhile stands behind them and is checked like the rest.
 */
export class ChainWalk {
  readonly #heads: ReadonlyMap<string, AuditHead>;
  readonly #last = new Map<string, Place>();
  readonly #met = new Set<string>();
  readonly #chains = new Set<string>();
  readonly #findings = new Map<string, AuditFinding>();
  #links = 0;

  constructor(heads: readonly AuditHead[]) {
    this.#heads = new Map(heads.map((head) => [head.scope, head]));
    for (const { scope, hash, baseHash } of heads) if (hash === baseHash) this.#met.add(scope);
  }

  get chains(): number {
    return this.#chains.size;
  }

  get links(): number {
    return this.#links;
  }

  /** Takes the next link. */
  async step(link: AuditLink): Promise<void> {
    this.#links += 1;
    this.#chains.add(link.chain);
    const scope = scopeOf(link.chain);
    const broken = this.#breakBefore(link, scope) ?? (await breakIn(link));
    if (broken !== undefined)
      this.#note({ ...broken, chain: link.chain, position: link.position, auditId: link.auditId });
    this.#last.set(scope, link);
    const head = this.#heads.get(scope);
    if (head !== undefined && isEnd(link, head)) this.#met.add(scope);
  }

  /** Rows of the log that no link knows: they came in behind the back of the trigger. */
  foundUnlinked(scope: string, auditId: string): void {
    const detail = 'A row of the log stands in no chain.';
    this.#note({ chain: scope, position: null, auditId, what: 'inserted', detail });
  }

  /** The first break of every broken chain, the ends of stores included. */
  end(): AuditFinding[] {
    for (const head of this.#heads.values()) {
      if (this.#met.has(head.scope)) continue;
      const detail = `The end of the chain does not meet its head: link ${head.position} was the last.`;
      const chain = chainName(head.scope, head.day);
      this.#note({ chain, position: null, auditId: null, what: 'cut off', detail });
    }
    for (const scope of this.#last.keys()) {
      if (this.#heads.has(scope)) continue;
      this.#note({
        chain: scope,
        position: null,
        auditId: null,
        what: 'missing',
        detail: 'The head of these chains is gone.',
      });
    }
    return [...this.#findings.values()];
  }

  #note(finding: AuditFinding): void {
    if (!this.#findings.has(finding.chain)) this.#findings.set(finding.chain, finding);
  }

  #breakBefore(link: AuditLink, scope: string): Pick<AuditFinding, 'what' | 'detail'> | undefined {
    const last = this.#last.get(scope);
    const isNext = last?.chain === link.chain;
    const expected = isNext ? last.position + 1 : 1;
    if (link.position !== expected) {
      const gone =
        link.position - 1 === expected
          ? `Link ${expected} is gone.`
          : `Links ${expected} to ${link.position - 1} are gone.`;
      return { what: 'missing', detail: gone };
    }
    const carriesOnFrom = last?.hash ?? this.#heads.get(scope)?.baseHash ?? GENESIS_HASH;
    if (link.previousHash === carriesOnFrom) return undefined;
    return isNext
      ? {
          what: 'inserted',
          detail: 'It does not carry on from the link before: that one, or this one, does not belong here.',
        }
      : { what: 'missing', detail: 'It does not carry on from the day before: links or days between them are gone.' };
  }
}

async function breakIn(link: AuditLink): Promise<Pick<AuditFinding, 'what' | 'detail'> | undefined> {
  if (link.row === null) return { what: 'missing', detail: 'The row of this link is gone from the log.' };
  if ((await linkHash(link, link.row)) === link.hash) return undefined;
  return { what: 'changed', detail: 'The row is not the one that was written, or not in its place.' };
}

const isEnd = ({ chain, position, hash }: Place, head: AuditHead): boolean =>
  chain === chainName(head.scope, head.day) && position === head.position && hash === head.hash;
