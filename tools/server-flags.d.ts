/**
 * How Node runs the server. V8 keeps four helper threads for collecting garbage and compiling whatever the machine has: on two cores they fight PostgreSQL and each other for the
 * processor. One core is left to what the server does; measured under 200 phones, a record costs a quarter less (docs/operations.md).
 */
export declare const serverFlags: (cores?: number) => readonly string[];
//# sourceMappingURL=server-flags.d.ts.map
