import { enableCompileCache } from 'node:module';

// A thread loads some hundred small sources. Kept compiled (in the system's temporary folder, by Node), the next one starts in half the
// time; where the cache cannot be written Node goes on without it.
enableCompileCache();
await import('./worker.ts');
