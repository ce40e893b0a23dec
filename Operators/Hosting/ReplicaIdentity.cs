namespace Headroom.Operators.Hosting;

/// <summary>The name a replica holds the election's lease by: unique to the process, and where agents reach it.</summary>
/// <remarks>machine-process-random, then @host:port where that is configured. The lease is all that followers see of a leader.</remarks>
public static class ReplicaIdentity
{
    private const int MaxName = 60;

    public static string Create(string? address)
    {
        var name = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}"[..Math.Min(MaxName, Environment.MachineName.Length + 24)];
        return string.IsNullOrEmpty(address) ? name : $"{name}@{address}";
    }

    /// <returns>host:port; null for a replica that agents cannot reach.</returns>
    public static string? AddressIn(string identity) =>
        identity.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at && at + 1 < identity.Length ? identity[(at + 1)..] : null;
}
