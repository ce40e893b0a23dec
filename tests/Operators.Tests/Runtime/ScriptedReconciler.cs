using System.Collections.Concurrent;
using Headroom.Operators.Runtime;

namespace Headroom.Operators.Tests.Runtime;

/// <summary>Does what the test says, and remembers what it was asked.</summary>
internal sealed class ScriptedReconciler(Func<string, CancellationToken, Task<Requeue>> script) : IReconciler<string>
{
    private readonly ConcurrentQueue<string> _calls = new();

    public IReadOnlyList<string> Calls => [.. _calls];

    public Task<Requeue> ReconcileAsync(string key, CancellationToken ct)
    {
        _calls.Enqueue(key);
        return script(key, ct);
    }
}
