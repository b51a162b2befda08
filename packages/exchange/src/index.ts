export * from './canonical.ts';
export * from './chain/file.ts';
export * from './chain/national.ts';
export * from './read/keepable.ts';
export * from './read/reader.ts';
export * from './read/time.ts';
