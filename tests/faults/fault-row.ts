/** One line of the fault table: what was done to the shop, how much of it, what was counted, and whether everything held. */
export interface FaultRow {
  fault: string;
  size: string;
  counted: string;
  holds: boolean;
}
