/** A batch that kits were made of, and how much of it has come back. */
export interface KitParent {
  repackId: string;
  parentBatchId: string;
  componentVariantId: string;
  /** Pieces that went into the kits, and those that came out of them again. */
  parentQuantity: number;
  returnedQuantity: number;
}

export interface KitComponent {
  componentVariantId: string;
  /** In one kit. */
  quantity: number;
}

/**
 * Out of which batches the components of some kits came, when they are taken apart: the later batches of a component first.
 * Undefined when the kits hold less than that: they were taken apart already.
 */
export function takeApart(
  kits: number,
  components: readonly KitComponent[],
  parents: readonly KitParent[],
): { repackId: string; parentBatchId: string; quantity: number }[] | undefined {
  const given: { repackId: string; parentBatchId: string; quantity: number }[] = [];
  for (const { componentVariantId, quantity } of components) {
    let missing = kits * quantity;
    for (const parent of parents.toReversed()) {
      if (missing === 0) break;
      if (parent.componentVariantId !== componentVariantId) continue;
      const taken = Math.min(missing, parent.parentQuantity - parent.returnedQuantity);
      if (taken <= 0) continue;
      given.push({ repackId: parent.repackId, parentBatchId: parent.parentBatchId, quantity: taken });
      missing -= taken;
    }
    if (missing > 0) return undefined;
  }
  return given;
}
