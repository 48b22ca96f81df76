/** A household and its relatives; more would make a list that nobody chooses from at checkout. */
export const maxAddresses = 20;

/** Changes of mind that one answer shows; the export has all of them. */
export const maxConsentHistory = 100;
