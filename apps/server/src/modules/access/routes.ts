import { getOpenApi } from '@yufang/contract';
import { ALL_ROUTES } from '@yufang/contract/all-routes';
import { type OpenApiDocument, openApiDocument } from '@yufang/contract/openapi';
import type { Kernel } from '../../platform/http/kernel.ts';

let document: OpenApiDocument | null = null;

/** The contract as a document, printed when somebody first asks. */
export function accessRoutes(kernel: Kernel): void {
  kernel.onRaw(getOpenApi, async ({ reply }) => {
    document ??= openApiDocument(ALL_ROUTES);
    reply.header('cache-control', 'public, max-age=300');
    return { ...document };
  });
}
