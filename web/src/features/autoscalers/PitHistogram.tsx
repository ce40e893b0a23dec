/** Enough for a share to mean something; the coverage waits for as many. */
const enough = 30;

/** Where observations fell in their predictive distributions: even bars mean calibrated bands. */
export function PitHistogram({ counts, scored }: { counts: readonly number[]; scored: number }) {
  if (scored < enough || counts.length === 0) {
    return <p className="quiet" data-testid="pit">{scored} of {enough} observations seen for coverage.</p>;
  }

  const expected = scored / counts.length;
  const highest = Math.max(2 * expected, ...counts);
  const last = counts.length - 1;
  return (
    <figure className="pit" data-testid="pit">
      <div className="pit-bars" role="img" aria-label={`Observations by twentieth of their prediction: ${counts.join(', ')}`}>
        {counts.map((count, i) => (
          <span
            key={i} className={i === 0 || i === last ? 'pit-tail' : undefined} style={{ height: `${(100 * count) / highest}%` }}
            title={`${count} of ${scored} between the ${(100 * i) / counts.length}% and ${(100 * (i + 1)) / counts.length}% quantile`}
          />
        ))}
        <i style={{ bottom: `${(100 * expected) / highest}%` }} />
      </div>
      <div className="pit-ends" aria-hidden="true"><span>below the 90% band</span><span>above it</span></div>
      <figcaption>Where the last {scored} observations fell in what was predicted. Even bars are calibrated; high ends mean bands that are too narrow.</figcaption>
    </figure>
  );
}
