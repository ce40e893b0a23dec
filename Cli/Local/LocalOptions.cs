namespace Headroom.Cli.Local;

/// <summary>What was asked of <c>headroom local</c>.</summary>
internal sealed record LocalOptions
{
    /// <summary>The checkout, with the built programs.</summary>
    public required string Root { get; init; }

    public string? Trace { get; init; }

    public string? Column { get; init; }

    /// <summary>Decision seconds per wall second, 1 to 3600.</summary>
    public required double Speed { get; init; }

    public required int PortalPort { get; init; }

    public required int ClusterPort { get; init; }

    public required int PostgresPort { get; init; }

    /// <summary>Where node agents report.</summary>
    public required int AgentsPort { get; init; }

    /// <summary>Where the activator takes requests for ServerlessServices.</summary>
    public required int ServicesPort { get; init; }

    public required bool IsDetached { get; init; }

    /// <summary>Every port with its option.</summary>
    public IReadOnlyList<(string Option, int Port)> Ports =>
        [("--port", PortalPort), ("--cluster-port", ClusterPort), ("--postgres-port", PostgresPort), ("--agents-port", AgentsPort), ("--services-port", ServicesPort)];

    public StateFolder State => new(Path.Combine(Root, ".state"));

    /// <exception cref="LocalException">A value is out of its range.</exception>
    public void Check()
    {
        if (!(Speed is >= 1 and <= 3600))
        {
            throw new LocalException($"--speed: {Speed} is not allowed: 1 to 3600");
        }

        foreach (var (name, port) in Ports)
        {
            if (port is < 1 or > 65535)
            {
                throw new LocalException($"{name}: {port} is not allowed: 1 to 65535");
            }
        }

        if (Ports.Select(static p => p.Port).Distinct().Count() < Ports.Count)
        {
            throw new LocalException($"{string.Join(", ", Ports.SkipLast(1).Select(static p => p.Option))} and {Ports[^1].Option} must differ");
        }
    }
}
