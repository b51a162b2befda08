import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./what-if-loop.ts');
