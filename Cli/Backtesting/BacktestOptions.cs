namespace Headroom.Cli.Backtesting;

/// <summary>What was typed after <c>headroom backtest</c>, as text: it is checked against the history that was read.</summary>
internal sealed record BacktestOptions
{
    public string? Trace { get; init; }

    public string? Column { get; init; }

    public string? Prometheus { get; init; }

    public string? Query { get; init; }

    public string? TokenFile { get; init; }

    public string Range { get; init; } = "14d";

    public string Step { get; init; } = "1m";

    public string Policies { get; init; } = PolicyList.All;

    public string ServiceLevel { get; init; } = "99%";

    public string ReplicaCost { get; init; } = "1";

    public string? Capacity { get; init; }

    public string MeanReplicas { get; init; } = "10";

    public string Lead { get; init; } = "5m";

    public string? Learn { get; init; }

    public string Min { get; init; } = "1";

    public string? Max { get; init; }

    public string? Html { get; init; }

    public bool IsJson { get; init; }
}
