import { auditExportUrl } from '../../api/client';
import { useAudit } from '../../api/queries';
import { ProblemNotice } from '../../app/ProblemNotice';
import { AuditFilters } from './AuditFilters';
import { AuditTable } from './AuditTable';
import { useAuditFilter } from './auditFilter';

export default function AuditPage() {
  const { filter, values, set, clear } = useAuditFilter();
  const audit = useAudit(filter);
  const items = audit.data?.pages.flatMap((p) => p.items) ?? [];
  const isComplete = audit.data?.pages.every((p) => p.isComplete) ?? true;
  const isFiltered = Object.values(values).some((v) => v !== '');
  return (
    <>
      <title>Audit · Headroom</title>
      <div className="toolbar">
        <h1>Audit</h1>
        {!isComplete && <span className="badge" data-testid="audit-partial">no database: only what this replica remembers</span>}
        <span className="spacer" />
        <button type="button" className="button" onClick={() => void audit.refetch()}>Refresh</button>
        {isComplete && <a className="button" href={auditExportUrl(filter)} download data-testid="audit-export">Export CSV</a>}
      </div>
      <AuditFilters values={values} onChange={set} />
      {audit.isError && <ProblemNotice error={audit.error} onRetry={() => void audit.refetch()} />}
      {audit.isPending && <div className="skeleton skeleton-panel" aria-busy="true" aria-label="Loading" />}
      {audit.data && items.length === 0 && (
        <p className="empty" data-testid="audit-empty">
          {isFiltered ? <>Nothing matches these filters. <button type="button" className="button" onClick={clear}>Clear them</button></>
            : 'Nothing has been changed yet: sign-ins, scales that are written, services woken and caps appear here.'}
        </p>
      )}
      {items.length > 0 && <AuditTable items={items} />}
      {audit.hasNextPage && (
        <button type="button" className="button" disabled={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>Older entries</button>
      )}
    </>
  );
}
