import type { components } from './schema';

type Schemas = components['schemas'];

export type AboutItem = Schemas['AboutItem'];
export type AutoscalerItem = Schemas['AutoscalerItem'];
export type AutoscalerPage = Schemas['AutoscalerPage'];
export type CandidateItem = Schemas['CandidateItem'];
export type ConditionItem = Schemas['ConditionItem'];
export type ColdStartItem = Schemas['ColdStartItem'];
export type ColdStartPage = Schemas['ColdStartPage'];
export type DecisionItem = Schemas['DecisionItem'];
export type DecisionPage = Schemas['DecisionPage'];
export type ForecastItem = Schemas['ForecastItem'];
export type MemberItem = Schemas['MemberItem'];
export type RivalItem = Schemas['RivalItem'];
export type ServerlessServiceItem = Schemas['ServerlessServiceItem'];
export type ServerlessServicePage = Schemas['ServerlessServicePage'];
export type ServiceDecisionPage = Schemas['ServiceDecisionPage'];
export type SessionItem = Schemas['SessionItem'];
