using Headroom.Simulation.Power.Histories;

namespace Headroom.Cli.PowerSimulation;

/// <summary>How many servers fit, as text: a number, or from which to which where the history is too coarse to tell.</summary>
internal static class FitRange
{
    public static string Free(StudyResult result) => Text(result.FreeBound, result.Coarse?.SmoothFreeBound, isBounded: true);

    public static string FreeAdded(StudyResult result) => Shares(result.FreeBound, result.Coarse?.SmoothFreeBound, result.History.Servers.Count);

    public static string Servers(StudyResult result, PolicyResult policy) => Text(policy.Servers, Smooth(result, policy)?.Servers, policy.IsBounded);

    public static string Added(StudyResult result, PolicyResult policy) => Shares(policy.Servers, Smooth(result, policy)?.Servers, result.History.Servers.Count);

    /// <summary>The same policy if nothing happened between two samples; null where the history is fine enough to show it.</summary>
    public static PolicyResult? Smooth(StudyResult result, PolicyResult policy) => result.Coarse?.Smooth.First(p => p.Policy == policy.Policy);

    private static string Text(int one, int? other, bool isBounded)
    {
        var (least, most) = Ordered(one, other);
        var mark = isBounded ? "" : "≥";
        return least < most ? $"{least}-{mark}{most}" : $"{mark}{most}";
    }

    private static string Shares(int one, int? other, int of)
    {
        var (least, most) = Ordered(one, other);
        return least < most ? $"{Percent.Signed(least, of)} to {Percent.Signed(most, of)}" : Percent.Signed(most, of);
    }

    // What happens between samples can also be kinder: a forecast that learned swings is not taken by surprise.
    private static (int Least, int Most) Ordered(int one, int? other) => (Math.Min(one, other ?? one), Math.Max(one, other ?? one));
}
