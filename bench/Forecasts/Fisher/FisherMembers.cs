using Headroom.Forecasting.Harmony;
using Headroom.Forecasting.Panels.Members;

namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>Fits every member on the training rows and predicts the validation and test rows of every indicator.</summary>
internal sealed class FisherMembers(IReadOnlyList<FisherContainer> containers, FisherSizes sizes, int seed)
{
    private const int CheapMemberCount = 8;

    /// <summary>Names of the members, in the order of the point tables.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["Persistence", "SeasonalNaive", "RidgeOnDifferences", "ForestLevel", "ForestDifference", "ForestState", "LevelFrequency", "Hurdle", "MixtureNetwork", "Harmony"];

    /// <summary>One table per container and indicator.</summary>
    public PointTable[][] Tables { get; } =
        [.. containers.Select(c => c.Tables.Select(_ => new PointTable(Names.Count, c.TrainRows, c.TestStart + c.TestRows - c.TrainRows)).ToArray())];

    /// <summary>The HARMONY member, across containers and indicators.</summary>
    public void FitHarmony()
    {
        var levels = FisherLevels.Of(containers[0].Indicators);
        var member = HarmonyMember.Fit([.. containers.Select(c => (c.Tables, c.TrainRows))], levels, sizes.Harmony, seed);
        Parallel.For(0, containers.Count, i =>
        {
            var container = containers[i];
            var random = new Random(seed + i);
            var points = new float[container.Tables.Count * PointTable.Points];
            for (var t = container.TrainRows; t < container.TestStart + container.TestRows; t++)
            {
                member.Predict(container.Tables, t, points, random);
                for (var k = 0; k < container.Tables.Count; k++)
                {
                    points.AsSpan(k * PointTable.Points, PointTable.Points).CopyTo(Tables[i][k].At(t, CheapMemberCount + 1));
                }
            }
        });
    }

    /// <summary>One mixture network per indicator, across containers.</summary>
    public void FitNetworks() => Parallel.For(0, containers[0].Tables.Count, k =>
    {
        var member = NetworkMember.Fit([.. containers.Select(c => (c.Tables[k], c.TrainRows))], sizes.Network, new Random(seed + k));
        for (var i = 0; i < containers.Count; i++)
        {
            var end = containers[i].TestStart + containers[i].TestRows;
            Predict(i, k, [member], CheapMemberCount, containers[i].TrainRows, end, Tables[i][k]);
        }
    });

    /// <summary>The cheap members of every container and indicator, each alone.</summary>
    public void FitCheap() => ForEachIndicator((i, k) =>
        FitCheap(i, k, containers[i].TrainRows, containers[i].TrainRows, containers[i].TestStart + containers[i].TestRows, Tables[i][k]));

    /// <summary>Test rows again, the cheap members fitted anew every day on everything before it; the networks stay.</summary>
    public PointTable[][] RefitDaily()
    {
        PointTable[][] daily = [.. containers.Select((c, i) => c.Tables.Select((_, k) => Tables[i][k].From(c.TestStart)).ToArray())];
        ForEachIndicator((i, k) =>
        {
            var (start, end, day) = (containers[i].TestStart, containers[i].TestStart + containers[i].TestRows, containers[i].Panel.StepsPerDay);
            for (var from = start; from < end; from += day)
            {
                FitCheap(i, k, from, from, Math.Min(end, from + day), daily[i][k]);
            }
        });
        return daily;
    }

    /// <summary>Runs something for every container and indicator, on all cores.</summary>
    public void ForEachIndicator(Action<int, int> action)
    {
        var indicators = containers[0].Tables.Count;
        Parallel.For(0, containers.Count * indicators, job => action(job / indicators, job % indicators));
    }

    private void FitCheap(int i, int k, int fitTo, int from, int to, PointTable points)
    {
        // A seed of its own for every fit, so that the outcome does not depend on which core came first.
        var random = new Random(HashCode(seed, i, k, fitTo));
        Predict(i, k, CheapMembers.Fit(containers[i].Tables[k], fitTo, sizes.Forest, random), 0, from, to, points);
    }

    private void Predict(int i, int k, IReadOnlyList<IChannelMember> members, int first, int from, int to, PointTable points)
    {
        var table = containers[i].Tables[k];
        for (var t = from; t < to; t++)
        {
            for (var m = 0; m < members.Count; m++)
            {
                members[m].Predict(table, t, points.At(t, first + m));
            }
        }
    }

    // System.HashCode differs from run to run.
    private static int HashCode(params ReadOnlySpan<int> parts)
    {
        var hash = 17;
        foreach (var part in parts)
        {
            hash = unchecked(hash * 31 + part);
        }

        return hash;
    }
}
