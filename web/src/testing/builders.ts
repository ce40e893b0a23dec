import type { AutoscalerItem, DecisionItem, PowerDomainItem, PowerGpuItem } from '../api/types';

export const decision = (changes: Partial<DecisionItem> = {}): DecisionItem => ({
  id: 1, namespace: 'default', name: 'chat', time: '2026-03-01T10:00:00Z', mode: 'Apply', current: 3, ready: 3, desired: 4,
  reason: 'ViolationBudget', message: '4 replicas carry the peak', demand: 100, predictedMean: 110, predictedUpper: 150,
  capacityPerReplica: 40, horizonSeconds: 70, budgetRemaining: 0.9, applied: true,
  candidates: [
    { replicas: 3, expectedCost: 3, idleCost: 1, shortfallCost: 2, changeCost: 0, violationProbability: 0.2 },
    { replicas: 4, expectedCost: 4, idleCost: 3, shortfallCost: 0, changeCost: 1, violationProbability: 0.00001 },
  ],
  rivals: [],
  ...changes,
});

export const autoscaler = (changes: Partial<AutoscalerItem> = {}): AutoscalerItem => ({
  namespace: 'default', name: 'chat', targetKind: 'Deployment', targetName: 'chat', mode: 'Apply', policy: 'Headroom', minReplicas: 1, maxReplicas: 32,
  serviceLevel: 0.99, isPaused: false, indicators: ['requests'], conditions: [], lastDecision: decision(),
  ...changes,
});

export const powerDomain = (changes: Partial<PowerDomainItem> = {}): PowerDomainItem => ({
  name: 'row-7', parent: null, depth: 0, mode: 'Apply', policy: 'Predictive', state: 'Kept', budgetWatts: 32_000, drawWatts: 28_000,
  forecastPeakWatts: 30_000, headroomWatts: 2_000, safeSumWatts: 31_968, nameplateWatts: 35_200, oversubscription: 1.1, nodes: 6, gpus: 48, silentNodes: 0,
  brakes: 0, plan: 'Fits: all free', caps: [], conditions: [], decidedAt: '2026-03-01T12:00:00Z',
  ...changes,
});

export const powerGpu = (changes: Partial<PowerGpuItem> = {}): PowerGpuItem => ({
  uuid: 'GPU-0', model: 'NVIDIA A100-SXM4-80GB', state: 'Healthy', drawWatts: 200, limitWatts: 400, maxLimitWatts: 400, safeLimitWatts: 324, safeLimit: 'Confirmed',
  lockedMegahertz: null, load: 0.5,
  ...changes,
});
