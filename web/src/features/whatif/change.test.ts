import { describe, expect, it } from 'vitest';
import { changeOf, type ChangeTexts } from './change';

const present = { serviceLevel: '99%', policy: 'Headroom', minReplicas: 1, maxReplicas: 32 };
const texts = (changes: Partial<ChangeTexts>): ChangeTexts => ({
  serviceLevel: '', budgetWindow: '', replicaCostPerHour: '', shortfallCostPerUnitHour: '', policy: '', minReplicas: '', maxReplicas: '', ...changes,
});

describe('changeOf', () => {
  it('asks for what differs from the object alone', () => {
    expect(changeOf(texts({ serviceLevel: ' 95% ', policy: 'Headroom', maxReplicas: '32', minReplicas: '2' }), present)).toEqual({ serviceLevel: '95%', minReplicas: 2 });
  });

  it('leaves a count that is none for the server to refuse', () => {
    expect(changeOf(texts({ minReplicas: 'two' }), present)).toEqual({ minReplicas: 'two' });
  });
});
