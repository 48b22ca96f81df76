const format = new Intl.NumberFormat('en-IN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** An amount for people: `Rs 1,25,550.00`. */
export const rupees = (paise: number): string => `Rs ${format.format(paise / 100)}`;

/** A share for people: `12.5 %`. */
export const percent = (basisPoints: number): string => `${basisPoints / 100} %`;
