import type { DiffLine, ManifestChange } from '../../api/types';

const marks: Readonly<Record<string, string>> = { Added: '+', Removed: '−', Same: ' ', Skipped: '⋯' };

/** What a change would come to, by the server's own word. */
export function DiffView({ change }: { change: ManifestChange }) {
  if (!change.isChanged) {
    return <p className="quiet" data-testid="diff-empty">The object would stay as it is.</p>;
  }

  return (
    <pre className="diff" data-testid="diff" tabIndex={0} role="region" aria-label="Difference to what the cluster has">
      {change.diff.map((line, i) => <Line key={i} line={line} />)}
    </pre>
  );
}

function Line({ line }: { line: DiffLine }) {
  return (
    <span className={`diff-line diff-${line.kind.toLowerCase()}`} data-kind={line.kind}>
      <span aria-hidden="true">{marks[line.kind]} </span>
      {line.kind === 'Added' && <span className="visually-hidden">added: </span>}
      {line.kind === 'Removed' && <span className="visually-hidden">removed: </span>}
      {line.text}{'\n'}
    </span>
  );
}
