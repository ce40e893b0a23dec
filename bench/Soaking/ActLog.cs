using System.Text.Json;
using System.Text.Json.Nodes;
using Headroom.LocalCluster.Faults;

namespace Headroom.Bench.Soaking;

/// <summary>Every lease and every scale that the server accepted, judged at the end.</summary>
internal sealed class ActLog
{
    private readonly Lock _lock = new();
    private readonly List<Takeover> _takeovers = [];
    private readonly List<Act> _acts = [];

    /// <summary>Name of the replica that holds the lease; null before the first.</summary>
    public string? Leader
    {
        get
        {
            lock (_lock)
            {
                return _takeovers.LastOrDefault()?.Name;
            }
        }
    }

    /// <summary>What the holder of the lease signs in with; null before the first.</summary>
    public string? LeaderToken
    {
        get
        {
            lock (_lock)
            {
                return _takeovers.LastOrDefault()?.Token;
            }
        }
    }

    /// <returns>When this caller's taking of the lease was answered, and its first scale after it; null before they were.</returns>
    public (long? Took, long? Acted) Since(string token)
    {
        lock (_lock)
        {
            var took = _takeovers.LastOrDefault(t => t.Token == token)?.Answered;
            return (took, _acts.FirstOrDefault(a => a.Token == token && a.Answered > took)?.Answered);
        }
    }

    /// <returns>How often each object was given each count.</returns>
    public IReadOnlyDictionary<(string Path, int Replicas), int> Counts()
    {
        lock (_lock)
        {
            return _acts.CountBy(static a => (a.Path, a.Replicas)).ToDictionary();
        }
    }

    public void OnWrite(ServedRequest request)
    {
        if (request.Code is < 200 or > 299 || !(request.Method is "PUT" or "POST"))
        {
            return;
        }

        lock (_lock)
        {
            if (request.Path.Contains("/leases", StringComparison.Ordinal))
            {
                SeeLeaseLocked(request);
            }
            else if (request.Path.EndsWith("/scale", StringComparison.Ordinal))
            {
                var body = Parse(request);
                _acts.Add(new Act(
                    request.Path, request.Token, request.Arrived, request.Answered,
                    body?["spec"]?["replicas"]?.GetValue<int>() ?? 0, body?["metadata"]?["resourceVersion"]?.ToString()));
            }
        }
    }

    public ActFigures Judge()
    {
        lock (_lock)
        {
            // The same count twice in a row on one object is the same act again: nobody else sizes these objects.
            var repeated = _acts.GroupBy(a => a.Path, StringComparer.Ordinal).Sum(path =>
            {
                var counts = path.OrderBy(a => a.Answered).Select(a => a.Replicas).ToList();
                return counts.Zip(counts.Skip(1), (one, next) => one == next ? 1 : 0).Sum();
            });
            return new ActFigures(
                _acts.Count, repeated, _acts.Count(a => !HeldLocked(a)), _acts.Count(a => a.Version is null), _takeovers.Count);
        }
    }

    // Between a takeover's arrival and its answer nobody outside the server knows who leads: both count as holders.
    private bool HeldLocked(Act act)
    {
        var holder = _takeovers.LastOrDefault(t => t.Answered <= act.Arrived);
        return holder?.Token == act.Token
            || _takeovers.Any(t => t.Token == act.Token && t.Arrived <= act.Arrived && t.Answered > (holder?.Answered ?? 0));
    }

    private void SeeLeaseLocked(ServedRequest request)
    {
        var holder = Parse(request)?["spec"]?["holderIdentity"]?.ToString();
        if (!string.IsNullOrEmpty(holder) && request.Token != _takeovers.LastOrDefault()?.Token)
        {
            _takeovers.Add(new Takeover(holder, request.Token, request.Arrived, request.Answered));
        }
    }

    private static JsonNode? Parse(ServedRequest request)
    {
        try
        {
            return JsonNode.Parse(request.Body);
        }
        catch (JsonException)
        {
            return null; // refused anyway
        }
    }

    private sealed record Takeover(string Name, string Token, long Arrived, long Answered);

    private sealed record Act(string Path, string Token, long Arrived, long Answered, int Replicas, string? Version);
}
