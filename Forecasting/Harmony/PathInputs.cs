using Headroom.Forecasting.History;
using Headroom.Forecasting.Images;
using Headroom.Forecasting.Pooling;

namespace Headroom.Forecasting.Harmony;

/// <summary>What each token sees of histories at an origin: its window, what it did a season ago, how much it moves; the clock.</summary>
internal sealed class PathInputs
{
    /// <summary>Steps before the origin that every indicator's token sees.</summary>
    public const int Window = 48;

    private const int PerSeason = 4;
    private const int Own = 2;
    private const int Patience = 3;

    private readonly int[] _seasons;
    private readonly float[] _floors;
    private readonly int _horizon;

    /// <param name="seasons">In steps, each within the history.</param>
    /// <param name="floors">Least movement of each indicator, the demand first.</param>
    /// <param name="horizon">Steps ahead.</param>
    public PathInputs(int[] seasons, float[] floors, int horizon)
    {
        (_seasons, _floors, _horizon) = (seasons, floors, horizon);
        Width = Window + PerSeason * seasons.Length + Own;
        History = Math.Max(Window, seasons.DefaultIfEmpty(0).Max()) + Patience + 1;
    }

    public int Indicators => _floors.Length;

    /// <summary>Inputs of a token.</summary>
    public int Width { get; }

    /// <summary>Samples before the origin that a row looks at.</summary>
    public int History { get; }

    public static PathInputs Read(BinaryReader reader) => new(reader.ReadArray<int>(), reader.ReadArray<float>(), reader.ReadInt32());

    public void Write(BinaryWriter writer)
    {
        writer.WriteArray<int>(_seasons);
        writer.WriteArray<float>(_floors);
        writer.Write(_horizon);
    }

    /// <summary>Fills the tokens of an origin: indicators in order, the clock last. False where the demand is missing there.</summary>
    /// <param name="movement">Of the demand, &gt; 0.</param>
    /// <param name="tokens">Width × (indicators + 1).</param>
    /// <param name="level">The newest demand.</param>
    public bool TryFill(IReadOnlyList<IndicatorHistory> indicators, int back, double movement, Span<float> tokens, out float level)
    {
        level = indicators[0].LastKnown(back, Patience);
        if (back + History > indicators[0].Count || float.IsNaN(level))
        {
            return false;
        }

        tokens.Clear();
        for (var c = 0; c < Indicators; c++)
        {
            var scale = c == 0 ? (float)movement : (float)ResidualPaths.Movement(indicators[c], back, _floors[c]);
            FillIndicator(indicators[c], back, scale, _floors[c], tokens.Slice(c * Width, Width));
        }

        FillClock(indicators[0], back, tokens.Slice(Indicators * Width, Width));
        return true;
    }

    // A covariate that is missing leaves zeros: its newest value, for all that is known.
    private void FillIndicator(IndicatorHistory history, int back, float scale, float floor, Span<float> token)
    {
        var newest = history.LastKnown(back, Patience);
        if (float.IsNaN(newest))
        {
            return;
        }

        var previous = newest;
        for (var k = 0; k < Window; k++)
        {
            var value = back + 1 + k < history.Count ? history[back + 1 + k] : float.NaN;
            previous = float.IsNaN(value) ? previous : value;
            token[k] = Compress((previous - newest) / scale);
        }

        var i = Window;
        foreach (var season in _seasons)
        {
            var then = Known(history, back + season);
            token[i++] = Compress((then - newest) / scale);
            foreach (var ahead in (ReadOnlySpan<int>)[1, (_horizon + 1) / 2, _horizon])
            {
                // A horizon longer than the season wraps into the last season that was seen.
                token[i++] = Compress((Known(history, back + season - ahead % season) - then) / scale);
            }
        }

        token[i++] = Compress(newest / scale);
        token[i] = MathF.Log(scale / floor) / 3f;
    }

    private static float Known(IndicatorHistory history, int back) => back < history.Count ? history.LastKnown(back, Patience) : float.NaN;

    private static void FillClock(IndicatorHistory demand, int back, Span<float> token)
    {
        // TryFill was given a history with samples.
        var time = demand.Origin!.Value.UtcDateTime - back * demand.Step;
        var day = 2 * MathF.PI * (float)(time.TimeOfDay / TimeSpan.FromDays(1));
        var week = 2 * MathF.PI * (float)(((int)time.DayOfWeek + time.TimeOfDay / TimeSpan.FromDays(1)) / 7);
        (token[0], token[1]) = MathF.SinCos(day);
        (token[2], token[3]) = MathF.SinCos(2 * day);
        (token[4], token[5]) = MathF.SinCos(week);
    }

    // Signed logarithm, at unit size for a jump of twenty movements; nothing where nothing is known.
    private static float Compress(float relative) =>
        float.IsFinite(relative) ? MathF.CopySign(MathF.Log(1 + MathF.Abs(relative)) / 3f, relative) : 0f;
}
