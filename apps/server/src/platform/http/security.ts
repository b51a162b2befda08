import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';
import helmet, { type HelmetOptions } from 'helmet';
import type { Config } from '../config/config.ts';

/**
 * Headers that narrow what a page of ours may do, and compression of larger answers.
 * Scripts run from our own files alone. Styles may be inline: Ant Design and the charts write theirs at run time. Workers may be blobs: the map's is.
 * The live stream hijacks its reply and is never compressed.
 */
export async function installSecurity(app: FastifyInstance, config: Config): Promise<void> {
  const headers = securityHeaders(config);
  app.addHook('onRequest', (_request, reply, next) => {
    for (const [name, value] of headers) reply.raw.setHeader(name, value);
    next();
  });
  // Cheapest settings: what is compressed here was made for this one answer. The web apps' files are compressed once, when they are built.
  await app.register(compress, {
    threshold: 2048,
    syncThreshold: 256 * 1024,
    encodings: ['zstd', 'gzip', 'br'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
    zlibOptions: { level: 1 },
  });
}

/** They are the same for every answer, so helmet writes them once. */
function securityHeaders(config: Config): readonly [string, string][] {
  const https = config.YUFANG_PUBLIC_URL?.startsWith('https:') ?? false;
  const options: HelmetOptions = {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        childSrc: ["'self'", 'blob:'],
        frameSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    hsts: https ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    xXssProtection: false,
  };
  const request = new IncomingMessage(new Socket());
  const reply = new ServerResponse(request);
  helmet(options)(request, reply, (error) => {
    if (error) throw error;
  });
  reply.setHeader('permissions-policy', 'camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()');
  return Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]);
}
