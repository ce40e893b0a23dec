import { useManifest } from '../../api/queries';
import { Link } from '../../app/Link';
import { ProblemNotice } from '../../app/ProblemNotice';
import { Editor } from './Editor';

/** @param object Of the API, such as /autoscalers/prod/chat. @param back The object's own page. */
export default function EditPage({ object, back }: { object: string; back: string }) {
  const manifest = useManifest(object);
  const name = decodeURIComponent(object.replace(/^\/(power\/domains|[^/]+)\//, ''));
  return (
    <>
      <title>{`Edit ${name} · Headroom`}</title>
      <nav className="crumbs" aria-label="Breadcrumb"><Link href={back}>{name}</Link> <span aria-hidden="true">/</span> Edit</nav>
      {manifest.isError && <ProblemNotice error={manifest.error} onRetry={() => void manifest.refetch()} />}
      {manifest.isPending && <div className="skeleton skeleton-panel" aria-busy="true" aria-label="Loading" />}
      {manifest.data && <Editor object={object} name={name} read={manifest.data} onNewest={async () => (await manifest.refetch()).data ?? null} />}
    </>
  );
}
