/** Where the operations of the back office are, as the router writes it: apart from their list, which brings all of them along. */
export const officePaths = ['/v1/admin/*', '/v1/metrics'] as const;
