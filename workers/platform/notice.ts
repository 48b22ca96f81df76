/** The privacy notice that is shown where somebody agrees to something: a consent names the one that was read. */
export const currentNotice = '2026-11';
