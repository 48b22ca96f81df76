/** What stands where better-auth keeps an address: equal for equal addresses, and nobody can be written to by it. */
export const blindEmail = (emailIndex: string): string => `${emailIndex}@blind.invalid`;
