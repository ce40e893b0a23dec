using Headroom.ControlPlane.Api.Journal;
using Headroom.ControlPlane.Api.Store;

namespace Headroom.ControlPlane.Api.Audit;

/// <summary>Stores what the trail took.</summary>
internal sealed class AuditWriter(AuditTrail trail, StoredAudit stored, JournalInstruments instruments, TimeProvider time, ILogger<AuditWriter> logger)
    : StoreWriter("audit entries", time, logger)
{
    private const int BatchSize = 500;

    private readonly List<AuditEntry> _batch = [];

    protected override int Pending => _batch.Count;

    protected override async Task<bool> FlushAsync(CancellationToken ct)
    {
        while (_batch.Count < BatchSize && trail.Inbox.TryRead(out var entry))
        {
            _batch.Add(entry);
        }

        if (_batch.Count == 0 || !await stored.WriteAsync(_batch, ct))
        {
            return false;
        }

        var wasFull = _batch.Count == BatchSize;
        _batch.Clear();
        return wasFull;
    }

    protected override void Drop()
    {
        instruments.Dropped(AuditTrail.Buffer, _batch.Count);
        _batch.Clear();
    }
}
