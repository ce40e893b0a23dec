using System.Threading.Channels;
using Headroom.ControlPlane.Api.Store;
using Headroom.Operators.Serverless.Records;

namespace Headroom.ControlPlane.Api.Serverless;

/// <summary>Stores what the journal took.</summary>
internal sealed class ServerlessJournalWriter(
    ServerlessJournal journal, StoredServerless stored, TimeProvider time, ILogger<ServerlessJournalWriter> logger)
    : StoreWriter("starts and decisions of services", time, logger)
{
    private const int BatchSize = 500;

    private readonly List<ColdStart> _starts = [];
    private readonly List<ServiceDecision> _decisions = [];

    protected override int Pending => _starts.Count + _decisions.Count;

    protected override async Task<bool> FlushAsync(CancellationToken ct)
    {
        Take(journal.Starts, _starts);
        Take(journal.Decisions, _decisions);
        var isMore = _starts.Count == BatchSize || _decisions.Count == BatchSize;
        if (_starts.Count > 0 && await stored.WriteAsync(_starts, ct))
        {
            _starts.Clear();
        }

        if (_decisions.Count > 0 && await stored.WriteAsync(_decisions, ct))
        {
            _decisions.Clear();
        }

        return isMore && Pending == 0;
    }

    protected override void Drop()
    {
        _starts.Clear();
        _decisions.Clear();
    }

    private static void Take<T>(ChannelReader<T> from, List<T> to)
    {
        while (to.Count < BatchSize && from.TryRead(out var item))
        {
            to.Add(item);
        }
    }
}
