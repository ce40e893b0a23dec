using System.Collections.Concurrent;
using Headroom.Operators.Serverless.Records;

namespace Headroom.Activator.Tests.Cluster;

/// <summary>Keeps what the controller records.</summary>
internal sealed class RecordedServerless : IServerlessJournal
{
    public ConcurrentQueue<ColdStart> Starts { get; } = new();

    public ConcurrentQueue<ServiceDecision> Decisions { get; } = new();

    public void Append(ColdStart start) => Starts.Enqueue(start);

    public void Append(ServiceDecision decision) => Decisions.Enqueue(decision);
}
