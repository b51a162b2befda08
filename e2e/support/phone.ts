import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A phone names itself as such, so that a short address leads to the phone app. */
export const ANDROID =
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36';

/** The platform behind a proxy whose phone app can be "released" again: its worker then differs by a byte, as a new build's does. */
export type Releases = { readonly url: string; release(): void; close(): Promise<void> };

export async function openReleases(siteUrl: string): Promise<Releases> {
  const target = new URL(siteUrl);
  let release = 0;
  const server = createServer((ask, answer) => {
    const worker = ask.url === '/field/sw.js';
    // Whole and plain, so that something can be added to it.
    const headers = { ...ask.headers, host: target.host, ...(worker ? { 'accept-encoding': 'identity' } : {}) };
    if (headers.origin) headers.origin = target.origin;
    const onward = request(
      { host: target.hostname, port: target.port, path: ask.url, method: ask.method, headers },
      (reply) => {
        if (!worker) {
          answer.writeHead(reply.statusCode ?? 502, reply.headers);
          reply.pipe(answer);
          return;
        }
        const parts: Buffer[] = [];
        reply.on('data', (part: Buffer) => void parts.push(part));
        reply.on('end', () => {
          const body = `${Buffer.concat(parts).toString('utf8')}\n// release ${release}\n`;
          const { 'content-length': _, etag: __, 'last-modified': ___, ...rest } = reply.headers;
          answer.writeHead(200, { ...rest, 'content-length': Buffer.byteLength(body) });
          answer.end(body);
        });
      },
    );
    onward.on('error', () => answer.destroy());
    ask.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    release: () => {
      release += 1;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
