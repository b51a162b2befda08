import { revealContact } from '@yufang/contract';
import { type Cipher, cipherOf, type Purpose, SealBroken } from '../../platform/crypto/index.ts';
import type { Trx } from '../../platform/db/database.ts';
import { refuse } from '../../platform/errors/refused.ts';
import type { Kernel } from '../../platform/http/kernel.ts';
import { type Row, record } from '../change/record.ts';

/** Opening a sealed number: never without a reason, never without a link in the enterprise's chain. */
export function revealRoutes(kernel: Kernel): void {
  const cipher = cipherOf(kernel.deps.config);

  kernel.onCommand(revealContact, async ({ trx, chain, actor, body, enterprise, now }) => {
    const { entity, entityId, row } = await find(trx, enterprise.enterpriseId, body.contractorId);
    const phone = openSealed(cipher, row.contact_phone_cipher, 'phone');
    const after = { ...row, revealed: 'phone', reason: body.reason };
    await record(trx, chain, { actor, at: now, entries: [{ entity, entityId, action: 'reveal', before: row, after }] });
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

type Holder = {
  readonly entity: string;
  readonly entityId: string;
  readonly row: Row & { contact_phone_cipher: string | null };
};

async function find(trx: Trx, enterpriseId: string, contractorId: string | undefined): Promise<Holder> {
  if (contractorId === undefined) {
    const row = await trx
      .selectFrom('enterprise')
      .selectAll()
      .where('enterprise_id', '=', enterpriseId)
      .executeTakeFirstOrThrow();
    return { entity: 'enterprise', entityId: enterpriseId, row };
  }
  const row = await trx
    .selectFrom('contractor')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('id', '=', contractorId)
    .executeTakeFirst();
  if (!row) throw refuse(404, { code: 'contractor.not_found', field: 'contractorId' });
  return { entity: 'contractor', entityId: row.id, row };
}
