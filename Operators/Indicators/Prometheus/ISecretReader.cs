namespace Headroom.Operators.Indicators.Prometheus;

/// <summary>Reads one key of a Secret.</summary>
internal interface ISecretReader
{
    /// <returns>The decoded text; null when the Secret or the key does not exist.</returns>
    Task<string?> FindAsync(string ns, string name, string key, CancellationToken ct);
}
