/** What a gift card or store credit can pay. */
export interface Source {
  name: string;
  /** Of a gift card, by which it is taken out again; null: store credit. */
  code: string | null;
  availablePaise: number;
}

export interface Split {
  shares: (Source & { paysPaise: number })[];
  /** What another way of paying has to bring. */
  restPaise: number;
}

/** Who pays what of a total: each source in its order as much as it can, until nothing is left. */
export function splitTenders(totalPaise: number, sources: readonly Source[]): Split {
  let restPaise = totalPaise;
  const shares = sources.map((source) => {
    const paysPaise = Math.min(restPaise, source.availablePaise);
    restPaise -= paysPaise;
    return { ...source, paysPaise };
  });
  return { shares, restPaise };
}
