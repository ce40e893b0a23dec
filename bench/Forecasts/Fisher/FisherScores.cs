using Headroom.Forecasting.Pooling;

namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>Scores by container and indicator on the test rows.</summary>
internal sealed class FisherScores
{
    private readonly IReadOnlyList<FisherContainer> _containers;
    private readonly FisherMembers _members;
    private readonly double[][] _validationCrps;

    public FisherScores(IReadOnlyList<FisherContainer> containers, FisherMembers members)
    {
        (_containers, _members) = (containers, members);
        var count = FisherMembers.Names.Count;
        var measured = Grid<(double[], double[])>();
        members.ForEachIndicator((i, k) => measured[i][k] = Scorer(i, k, members.Tables).Measure(containers[i].TrainRows, containers[i].TestStart));
        Weights = FisherWeights.Solve(measured);
        _validationCrps = Grid<double>();
        (Static, Gated, Members) = (Grid<ScoreTally>(), Grid<ScoreTally>(), Grid<ScoreTally[]>());
        members.ForEachIndicator((i, k) =>
        {
            var (scorer, start, end) = (Scorer(i, k, members.Tables), containers[i].TestStart, containers[i].TestStart + containers[i].TestRows);
            _validationCrps[i][k] = scorer.Score(Weights[i][k], containers[i].TrainRows, start).Crps;
            Static[i][k] = scorer.Score(Weights[i][k], start, end);
            Gated[i][k] = scorer.Score(Gate(i, k), start, end);
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
        _members.ForEachIndicator((i, k) =>
            scores[i][k] = Scorer(i, k, daily).Score(Gate(i, k), _containers[i].TestStart, _containers[i].TestStart + _containers[i].TestRows));
        return scores;
    }

    private OnlineGate Gate(int i, int k) => new(Weights[i][k], _validationCrps[i][k]);

    private ChannelScorer Scorer(int i, int k, PointTable[][] tables) => new(_containers[i].Tables[k], tables[i][k]);

    private T[][] Grid<T>() => [.. _containers.Select(c => new T[c.Tables.Count])];
}
