import * as contract from '@yufang/contract';
import { expect, test } from 'vitest';
import * as own from './protocol.ts';

test('the phone goes by the figures of the contract', () => {
  const { BATCH, ...shared } = own;
  expect(contract).toMatchObject(shared);
  expect(BATCH).toBeLessThanOrEqual(contract.SYNC_PUSH_MAX);
});
