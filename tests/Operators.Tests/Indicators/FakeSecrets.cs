using Headroom.Operators.Indicators.Prometheus;

namespace Headroom.Operators.Tests.Indicators;

/// <summary>Secrets of one key each, by "namespace/name/key".</summary>
internal sealed class FakeSecrets : ISecretReader
{
    public Dictionary<string, string> Values { get; } = [];

    /// <summary>Thrown instead of an answer.</summary>
    public Exception? Outage { get; set; }

    public Task<string?> FindAsync(string ns, string name, string key, CancellationToken ct) =>
        Outage is { } outage ? Task.FromException<string?>(outage) : Task.FromResult(Values.GetValueOrDefault($"{ns}/{name}/{key}"));
}
