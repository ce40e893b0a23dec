using Headroom.Forecasting.Trees;

namespace Headroom.Forecasting.Panels.Members;

/// <summary>The members that are fitted in well under a second per indicator, and so may be refitted daily.</summary>
public static class CheapMembers
{
    /// <param name="table">The indicator.</param>
    /// <param name="to">Rows from here on are not looked at.</param>
    /// <param name="options">Size of the forests.</param>
    /// <param name="random">Source of bags and tried features.</param>
    public static IReadOnlyList<IChannelMember> Fit(ChannelTable table, int to, ForestOptions options, Random random)
    {
        ArgumentNullException.ThrowIfNull(table);
        const int from = ChannelTable.FirstRow;
        int[] rows = [.. Enumerable.Range(from, to - from)];
        var onLevel = QuantileForest.Fit(table.Features(from, to), table.Truth[from..to], options, random);
        var onDifference = OnDifference(table, rows, options, random);
        return
        [
            new NaiveMember(table, from, to, isSeasonal: false),
            new NaiveMember(table, from, to, isSeasonal: true),
            new RidgeMember(table, from, to),
            new ForestMember(onLevel, ForestReading.Level, table, rows),
            onDifference,
            new ForestMember(onLevel, ForestReading.State, table, rows),
            new LevelFrequencyMember(table, from, to),
            // Where there is no hurdle the same forest again: the number of members is the same for all.
            (IChannelMember?)Hurdle(table, from, to, options, random) ?? onDifference,
        ];
    }

    private static HurdleMember? Hurdle(ChannelTable table, int from, int to, ForestOptions options, Random random) =>
        table.Active is { } active && HurdleMember.Moving(table, from, to) is { Length: > 0 } rows && rows.Length >= 10 * options.MinLeaf
            ? new HurdleMember(OnDifference(active.Table, rows, options, random))
            : null;

    private static ForestMember OnDifference(ChannelTable table, int[] rows, ForestOptions options, Random random)
    {
        var (features, relative) = table.Select(rows);
        return new ForestMember(QuantileForest.Fit(features, relative, options, random), ForestReading.Difference, table, rows);
    }
}
