/** English for the refusal codes; same keys as `problems.zh.ts`. */
export declare const problems: Readonly<Record<string, string>>;
//# sourceMappingURL=problems.en.d.ts.map