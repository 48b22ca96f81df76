import { describe, expect, it } from 'vitest';
import { grantTo, keyWith, personAs, personId, personWith, testNow } from './actors.test-support.ts';
import { recordScopeOf } from './record-scope.ts';

const pune = '0198a000-0000-7000-8000-000000000001';
const mumbai = '0198a000-0000-7000-8000-000000000002';
const nowMs = testNow.getTime();

describe('recordScopeOf', () => {
  it('shows a visitor no record of any store', () => {
    expect(recordScopeOf({ kind: 'anonymous' }, nowMs)).toEqual({ storeIds: [], personId: null });
  });

  it('shows a customer their own records and no store', () => {
    expect(recordScopeOf(personAs('customer', 'own'), nowMs)).toEqual({ storeIds: [], personId });
  });

  it('shows staff the stores of their grants, each once', () => {
    const actor = personWith([
      grantTo(['orders.read'], { scope: [pune] }),
      grantTo(['inventory.read'], { scope: [pune, mumbai] }),
    ]);
    expect(recordScopeOf(actor, nowMs)).toEqual({ storeIds: [pune, mumbai], personId });
  });

  it('shows nothing by a grant that has run out', () => {
    const actor = personWith([grantTo(['orders.read'], { expiresAtMs: nowMs })]);
    expect(recordScopeOf(actor, nowMs)).toEqual({ storeIds: [], personId });
  });

  it('shows a key what its owner lent it', () => {
    const key = keyWith([grantTo(['orders.read'], { scope: [mumbai] })]);
    expect(recordScopeOf(key, nowMs)).toEqual({ storeIds: [mumbai], personId });
  });

  it('shows everything to the owner, the operator and the platform', () => {
    for (const actor of [personAs('owner'), { kind: 'operator' }, { kind: 'system', name: 'relay' }] as const) {
      expect(recordScopeOf(actor, nowMs).storeIds).toBe('all');
    }
  });
});
