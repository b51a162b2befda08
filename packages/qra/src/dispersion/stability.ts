/** Pasquill stability classes, most unstable first. Order is meaning. */
export const STABILITY_CLASSES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
/** A Pasquill class. */
export type Stability = (typeof STABILITY_CLASSES)[number];
/** Terrain of the Briggs and Irwin sets. */
export type Terrain = 'rural' | 'urban';
/** One value a class, A to F. */
export type PerClass<T> = Readonly<Record<Stability, T>>;
