using System.Threading.Channels;
using Headroom.Operators.Serverless.Records;

namespace Headroom.ControlPlane.Api.Serverless;

/// <summary>Takes starts and decisions without ever holding up who made them; <see cref="ServerlessJournalWriter"/> stores them.</summary>
internal sealed class ServerlessJournal(RecentServerless recent) : IServerlessJournal
{
    // Hours of a database that is away, at a usual rate; beyond it the oldest go.
    private const int Capacity = 10_000;

    private readonly Channel<ColdStart> _starts = Channel.CreateBounded<ColdStart>(Options());
    private readonly Channel<ServiceDecision> _decisions = Channel.CreateBounded<ServiceDecision>(Options());

    public ChannelReader<ColdStart> Starts => _starts.Reader;

    public ChannelReader<ServiceDecision> Decisions => _decisions.Reader;

    public void Append(ColdStart start)
    {
        recent.Add(start);
        _starts.Writer.TryWrite(start);
    }

    public void Append(ServiceDecision decision)
    {
        recent.Add(decision);
        _decisions.Writer.TryWrite(decision);
    }

    private static BoundedChannelOptions Options() => new(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest };
}
