/** The role's logger among Nest's providers. */
export const gatewayLog = Symbol('gateway log');
