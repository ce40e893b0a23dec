import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { DiffView } from './DiffView';

afterEach(cleanup);

const change = { yaml: '', version: '1', isDryRun: true, isChanged: true, fields: [], diff: [{ kind: 'Removed', text: 'max: 3' }, { kind: 'Added', text: 'max: 4' }] };

it('says what is added and what is removed without colour', () => {
  render(<DiffView change={change} />);

  expect([...screen.getByTestId('diff').children].map((line) => line.textContent?.trim())).toEqual(['− removed: max: 3', '+ added: max: 4']);
});

it('says so when nothing would change', () => {
  render(<DiffView change={{ ...change, isChanged: false, diff: [] }} />);

  expect(screen.getByTestId('diff-empty').textContent).toContain('stay as it is');
});
