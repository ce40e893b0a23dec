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
        var features = table.Features(from, to);
        var relative = new float[to - from];
        for (var t = from; t < to; t++)
        {
            relative[t - from] = table.RelativeTruth(t);
        }

        var onLevel = QuantileForest.Fit(features, table.Truth[from..to], options, random);
        var onDifference = QuantileForest.Fit(features, relative, options, random);
        return
        [
            new NaiveMember(table, from, to, isSeasonal: false),
            new NaiveMember(table, from, to, isSeasonal: true),
            new RidgeMember(table, from, to),
            new ForestMember(onLevel, ForestReading.Level, table, from),
            new ForestMember(onDifference, ForestReading.Difference, table, from),
            new ForestMember(onLevel, ForestReading.State, table, from),
        ];
    }
}
