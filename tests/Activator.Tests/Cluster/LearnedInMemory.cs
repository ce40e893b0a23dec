using System.Collections.Concurrent;
using Headroom.Operators.Decisions;

namespace Headroom.Activator.Tests.Cluster;

/// <summary>A store of what was learned, without a database.</summary>
internal sealed class LearnedInMemory : ILearnedStates
{
    private readonly ConcurrentDictionary<string, byte[]> _states = new();

    public IReadOnlyCollection<string> Uids => [.. _states.Keys];

    public Task<byte[]?> ReadAsync(string uid, CancellationToken ct) => Task.FromResult(_states.GetValueOrDefault(uid));

    public Task<bool> WriteAsync(IReadOnlyList<(string Uid, byte[] State)> states, CancellationToken ct)
    {
        foreach (var (uid, state) in states)
        {
            _states[uid] = state;
        }

        return Task.FromResult(true);
    }
}
