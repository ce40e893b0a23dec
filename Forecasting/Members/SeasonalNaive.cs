using Headroom.Forecasting.History;

namespace Headroom.Forecasting.Members;

/// <summary>Repeats the last full season; with a season of one step it is persistence.</summary>
/// <remarks>Hyndman and Athanasopoulos, FPP3, section 5.2. A missing sample is looked for one season earlier, then carried forward.</remarks>
internal sealed class SeasonalNaive : IForecastMember
{
    public const string SeasonalName = "SeasonalNaive";

    public const string PersistenceName = "Persistence";

    private const int Patience = 5;

    private readonly int _season;

    /// <param name="season">Samples per season, ≥ 1.</param>
    public SeasonalNaive(int season)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 1);
        _season = season;
    }

    public string Name => _season == 1 ? PersistenceName : SeasonalName;

    public static SeasonalNaive Read(BinaryReader reader) => new(reader.ReadInt32());

    public void Write(BinaryWriter writer) => writer.Write(_season);

    public bool TryPredict(IReadOnlyList<IndicatorHistory> indicators, int originStepsBack, Span<float> prediction)
    {
        var demand = indicators[0];
        for (var h = 1; h <= prediction.Length; h++)
        {
            var seasonsBack = (h + _season - 1) / _season;
            var back = originStepsBack + seasonsBack * _season - h;
            if (back >= demand.Count)
            {
                return false;
            }

            var value = demand[back];
            if (float.IsNaN(value) && back + _season < demand.Count)
            {
                value = demand[back + _season];
            }

            if (float.IsNaN(value))
            {
                value = demand.LastKnown(back, Patience);
            }

            if (float.IsNaN(value))
            {
                return false;
            }

            prediction[h - 1] = value;
        }

        return true;
    }
}
