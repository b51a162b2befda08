import { createContext, useContext } from 'react';
import type { FieldDb } from '../store/db.ts';
import type { Holder } from '../store/device.ts';
import type { SyncEngine } from '../sync/engine.ts';

/** Whose phone it is now, their database, and what keeps it in step with the server. */
export type Field = { readonly db: FieldDb; readonly holder: Holder; readonly engine: SyncEngine };

const Context = createContext<Field | null>(null);
export const FieldProvider = Context.Provider;

/** @throws outside a signed-in screen: a bug */
export function useField(): Field {
  const field = useContext(Context);
  if (!field) throw new Error('no holder');
  return field;
}
