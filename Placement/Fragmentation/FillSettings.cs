namespace Headroom.Placement.Fragmentation;

/// <summary>What <see cref="ExpectedFill"/> is set to; the defaults are those of the published table in docs/algorithms/placement.md.</summary>
public sealed record FillSettings
{
    /// <summary>Sequences of pods that a node's future is tried on; more cost time in proportion.</summary>
    public int Sequences { get; init; } = 20;

    /// <summary>Pods in each: enough to fill the largest node some three times over.</summary>
    public int Length { get; init; } = 40;

    /// <summary>Decisions between looks at supply, demand and prices.</summary>
    public int RefreshEvery { get; init; } = 50;

    /// <summary>Refreshes between estimates of how scarce each shape will be.</summary>
    public int ThinningEvery { get; init; } = 10;

    /// <summary>Demand expected from now on, in parts of what is idle.</summary>
    public double ExpectedLoad { get; init; } = 1;

    /// <summary>Thousandths of a GPU that a lost copy of a shape costs, per GPU and certain shortage.</summary>
    public double ShortageMilli { get; init; } = 1000;

    /// <summary>Weight of the price on models that some pods insist on.</summary>
    public double ModelPrice { get; init; } = 1;

    /// <summary>Of the sequences.</summary>
    public int Seed { get; init; } = 1;
}
