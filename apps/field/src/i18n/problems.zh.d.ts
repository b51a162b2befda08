/** Why the server refused, in words that say what to do. */
export declare const problems: Readonly<Record<string, string>>;
//# sourceMappingURL=problems.zh.d.ts.map