export * from './coordinates.ts';
export * from './identity.ts';
export * from './industry.ts';
export * from './phone.ts';
export * from './provisional-id.ts';
export * from './region.ts';
export * from './uscc.ts';
