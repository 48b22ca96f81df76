import type { DeliveryAddress, DeliveryArea, DeliveryZone } from '#platform/delivery-terms';

const POSTAL_DIGITS = 6;
/** Wider than every range of postal codes, so that any of them comes before its state. */
const STATE_WIDTH = 10 ** POSTAL_DIGITS;
const EVERYWHERE_WIDTH = STATE_WIDTH + 1;

/** How many postal codes an area has at most: the fewer, the more precise. Null for an address that it does not hold. */
function widthAround(area: DeliveryArea, { postalCode, stateCode }: DeliveryAddress): number | null {
  switch (area.kind) {
    case 'postal_range': {
      const isWithin = area.from <= postalCode && postalCode <= area.to;
      return isWithin ? Number(area.to) - Number(area.from) + 1 : null;
    }
    case 'postal_prefix':
      return postalCode.startsWith(area.prefix) ? 10 ** (POSTAL_DIGITS - area.prefix.length) : null;
    case 'state':
      return stateCode === area.stateCode ? STATE_WIDTH : null;
    case 'everywhere':
      return EVERYWHERE_WIDTH;
  }
}

/**
 * The zone of an address: the one with the most precise area around it, of equally precise ones the store's own, then the
 * first of the list. A zone in which nothing is brought counts too, one without any rate does not. Undefined: no zone holds the address.
 */
export function chooseZone(zones: readonly DeliveryZone[], address: DeliveryAddress): DeliveryZone | undefined {
  let best: { zone: DeliveryZone; width: number } | undefined;
  for (const zone of zones) {
    // Drawn, and not yet decided about.
    if (zone.refusal === null && zone.rates.length === 0) continue;
    for (const area of zone.areas) {
      const width = widthAround(area, address);
      if (width === null) continue;
      const isBetter =
        best === undefined || width < best.width || (width === best.width && zone.isOwn && !best.zone.isOwn);
      if (isBetter) best = { zone, width };
    }
  }
  return best?.zone;
}
