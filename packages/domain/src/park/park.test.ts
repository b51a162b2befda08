import { describe, expect, test } from 'vitest';
import {
  PARK_ASSESSMENT_STATES,
  PARK_ITEM_COMMANDS,
  PARK_ITEM_STATES,
  PARK_VESSEL_STATES,
  stepAssessment,
  stepItem,
  stepVessel,
} from './index.ts';

describe('a vessel entry', () => {
  test('reaches confirmed only through the park’s look at it, and whatever is changed has to be looked at again', () => {
    const into = PARK_VESSEL_STATES.filter((s) => stepVessel(s, 'confirm').ok);
    expect(into).toEqual(['submitted']);
    for (const state of ['submitted', 'confirmed', 'returned'] as const)
      expect(stepVessel(state, 'edit')).toEqual({ ok: true, value: 'draft' });
    for (const command of ['edit', 'submit', 'confirm', 'return', 'withdraw'] as const)
      expect(stepVessel('withdrawn', command).ok, command).toBe(false);
  });
});

describe('an assessment', () => {
  const facts = { state: 'in_review', authorId: 'a', computed: true, blocked: false } as const;
  test('is frozen by another person, computed, out of review, and out of nothing else', () => {
    expect(stepAssessment(facts, 'freeze', 'b')).toEqual({ ok: true, value: 'frozen' });
    expect(stepAssessment(facts, 'freeze', 'a')).toMatchObject({ error: { code: 'park.own_review' } });
    expect(stepAssessment({ ...facts, computed: false }, 'freeze', 'b')).toMatchObject({
      error: { code: 'park.not_computed' },
    });
    for (const state of PARK_ASSESSMENT_STATES.filter((s) => s !== 'in_review'))
      expect(stepAssessment({ ...facts, state }, 'freeze', 'b').ok, state).toBe(false);
  });
  test('what lacks something is not handed in; what is frozen or withdrawn takes no other inputs', () => {
    const draft = { ...facts, state: 'draft' } as const;
    expect(stepAssessment({ ...draft, blocked: true }, 'submit', 'a')).toMatchObject({
      error: { code: 'park.not_ready' },
    });
    for (const state of ['in_review', 'frozen', 'withdrawn'] as const)
      expect(stepAssessment({ ...facts, state }, 'refresh', 'b').ok, state).toBe(false);
  });
});

describe('an item of the work list', () => {
  test('an enterprise never judges: verify, send back, decline and reopen are the park’s in every state', () => {
    for (const state of PARK_ITEM_STATES)
      for (const command of ['verify', 'send_back', 'decline', 'reopen'] as const)
        expect(stepItem({ state, doneBy: null }, command, { side: 'enterprise', id: 'e' })).toMatchObject({
          error: { code: 'park.item_side' },
        });
  });
  test('verified is the end, reached only from done and by another than who reported it', () => {
    for (const command of PARK_ITEM_COMMANDS)
      expect(stepItem({ state: 'verified', doneBy: 'e' }, command, { side: 'park', id: 'p' }).ok, command).toBe(false);
    const done = { state: 'done', doneBy: 'p' } as const;
    expect(stepItem(done, 'verify', { side: 'park', id: 'p' })).toMatchObject({
      error: { code: 'park.own_verification' },
    });
    expect(stepItem(done, 'verify', { side: 'park', id: 'q' })).toEqual({ ok: true, value: 'verified' });
  });
});
