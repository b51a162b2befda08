import { revealContractorPhone } from '@yufang/contract';
import { type Cipher, cipherOf, type Purpose, SealBroken } from '../../platform/crypto/index.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { record } from '../change/record.ts';

/** Opening a sealed number: never without a reason, never without a link in the enterprise's chain. */
export function revealRoutes(kernel: Kernel): void {
  const cipher = cipherOf(kernel.deps.config);

  kernel.onCommand(revealContractorPhone, async ({ trx, chain, actor, params, body, now }) => {
    const row = await trx
      .selectFrom('contractor')
      .selectAll()
      .where('enterprise_id', '=', params.enterpriseId)
      .where('id', '=', params.id)
      .executeTakeFirst();
    if (!row) throw refuse(404, { code: 'contractor.not_found', field: 'id' });
    const phone = openSealed(cipher, row.contact_phone_cipher, 'phone');
    const after = { ...row, revealed: 'phone', reason: body.reason };
    const seen = { entity: 'contractor', entityId: row.id, action: 'reveal', before: row, after };
    await record(trx, chain, { actor, at: now, entries: [seen] });
    return { phone };
  });
}

/**
 * Open one sealed number for a person who gave a reason.
 * @throws 404 `reveal.nothing_there`, 422 `reveal.seal_broken` when it was altered or its key is not here
 */
export function openSealed(cipher: Cipher, sealed: string | null, purpose: Purpose): string {
  if (sealed === null) throw refuse(404, { code: 'reveal.nothing_there' });
  try {
    return cipher.decrypt(sealed, purpose);
  } catch (error) {
    if (error instanceof SealBroken) throw refuse(422, { code: 'reveal.seal_broken' });
    throw error;
  }
}
