namespace Headroom.Operators.Power.Api;

/// <summary>What one group of nodes is held to.</summary>
public sealed record GroupCapStatus
{
    /// <summary>GPU product and priority level.</summary>
    public string Group { get; set; } = "";

    public int Nodes { get; set; }

    public int? ClockMegahertz { get; set; }

    public long? PowerLimitWatts { get; set; }

    public bool Braked { get; set; }
}
