export const CONNECTIONS = ['oauth', 'legacy', 'unknown'] as const;

/** How a customer signs in: at the bank, here, or it is not known yet. */
export type Connection = (typeof CONNECTIONS)[number];
