import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { AttentionItem } from '../../api/types';
import { AttentionList } from './AttentionList';

const item = (changes: Partial<AttentionItem>): AttentionItem => ({
  severity: 'warning', kind: 'PredictiveAutoscaler', namespace: 'prod', name: 'chat', title: 'Metrics are missing', message: 'No answer.', since: null, ...changes,
});

const show = (items: AttentionItem[]) =>
  render(<QueryClientProvider client={new QueryClient()}><AttentionList items={items} /></QueryClientProvider>);

test('each trouble keeps the order of the server and links to its object', () => {
  show([item({ kind: 'PowerDomain', namespace: '', name: 'row 7' }), item({}), item({ kind: 'ServerlessService' }), item({ kind: 'Other', name: 'x' })]);
  expect(screen.getAllByRole('link').map((l) => l.getAttribute('href'))).toEqual(['/power?domain=row%207', '/autoscalers/prod/chat', '/serverless/prod/chat']);
  expect(screen.getByText(/prod\/x/)).toBeDefined();
});

test('without troubles it says so', () => {
  show([]);
  expect(screen.getByTestId('all-well').textContent).toContain('every condition is as it should be');
});
