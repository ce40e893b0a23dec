using Headroom.Forecasting.Pooling;

namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>Scores by container and indicator on the test rows.</summary>
internal sealed class FisherScores
{
    private readonly IReadOnlyList<FisherContainer> _containers;
    private readonly FisherMembers _members;
    private readonly MeanDistances[][] _measured;
    private readonly double[][] _validationCrps;

    public FisherScores(IReadOnlyList<FisherContainer> containers, FisherMembers members)
    {
        (_containers, _members) = (containers, members);
        var count = FisherMembers.Names.Count;
        _measured = Grid<MeanDistances>();
        members.ForEachIndicator((i, k) => _measured[i][k] = Scorer(i, k, members.Tables).Measure(containers[i].TrainRows, containers[i].TestStart));
        Weights = FisherWeights.Solve(_measured);
        _validationCrps = Grid<double>();
        (Static, Gated, Members) = (Grid<ScoreTally>(), Grid<ScoreTally>(), Grid<ScoreTally[]>());
        members.ForEachIndicator((i, k) =>
        {
            var (scorer, start, end) = (Scorer(i, k, members.Tables), containers[i].TestStart, containers[i].TestStart + containers[i].TestRows);
            _validationCrps[i][k] = scorer.Score(Weights[i][k], containers[i].TrainRows, start).Crps;
            Static[i][k] = scorer.Score(Weights[i][k], start, end);
            Gated[i][k] = ScoreOnline(i, k, members.Tables);
            Members[i][k] = [.. Enumerable.Range(0, count).Select(m => scorer.Score([.. Enumerable.Range(0, count).Select(o => o == m ? 1.0 : 0.0)], start, end))];
        });
    }

    public double[][][] Weights { get; }

    public ScoreTally[][] Static { get; }

    public ScoreTally[][] Gated { get; }

    /// <summary>Every member alone.</summary>
    public ScoreTally[][][] Members { get; }

    /// <summary>Gated weights over members that were refitted daily.</summary>
    public ScoreTally[][] ScoreDaily(PointTable[][] daily)
    {
        var scores = Grid<ScoreTally>();
        _members.ForEachIndicator((i, k) => scores[i][k] = ScoreOnline(i, k, daily));
        return scores;
    }

    // Of the other containers only validation rows: their test rows may lie in this one's future.
    private ScoreTally ScoreOnline(int i, int k, PointTable[][] tables)
    {
        var (container, gate) = (_containers[i], new OnlineGate(Weights[i][k], _validationCrps[i][k]));
        return Scorer(i, k, tables).Score(
            gate, _measured[i][k].Clone(), seen => FisherWeights.Solve(seen, _measured, k), container.TestStart, container.TestStart + container.TestRows, container.Panel.StepsPerDay);
    }

    private ChannelScorer Scorer(int i, int k, PointTable[][] tables) => new(_containers[i].Tables[k], tables[i][k]);

    private T[][] Grid<T>() => [.. _containers.Select(c => new T[c.Tables.Count])];
}
