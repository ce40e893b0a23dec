namespace Headroom.Scaling.ColdStart;

/// <summary>What is remembered of one service, apart from the clients that are there.</summary>
internal sealed class ServiceMemory(double firstSeen)
{
    /// <summary>When it was asked for first.</summary>
    public double FirstSeen => firstSeen;

    /// <summary>Newcomers over a quarter of an hour, an hour, four hours, a day and four days.</summary>
    public DecayedCount[] Newcomers { get; } = NewcomerSpans();

    /// <summary>Clients that switched to it, over two hours and over a day.</summary>
    public DecayedCount[] Switched { get; } = SwitchSpans();

    /// <summary>Newcomers by half hour.</summary>
    public HalfHours HalfHours { get; } = new();

    /// <summary>When the last newcomer came; null before the first.</summary>
    public double? LastNewcomer { get; set; }

    /// <summary>Clients that ever used it.</summary>
    public HashSet<int> Clients { get; } = [];

    public TransitionRow Lifetime { get; } = new(1);

    public TransitionRow Recent { get; } = new(0.97);

    public static DecayedCount[] NewcomerSpans() => [new(900), new(3_600), new(4 * 3_600), new(86_400), new(4 * 86_400)];

    public static DecayedCount[] SwitchSpans() => [new(2 * 3_600), new(86_400)];
}
