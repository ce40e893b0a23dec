using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Headroom.Forecasting.History;
using Tensor = Headroom.Forecasting.Networks.Tensor;

namespace Headroom.Forecasting.Harmony;

/// <summary>Rows of histories: the demand's next steps from past origins, oldest first. The newest are held out.</summary>
internal sealed class PathRows : IHarmonyRows
{
    private const double HeldOut = 0.1;

    // Rare jumps of hundreds of movements would take the whole likelihood for themselves.
    private const float Most = 30f;

    private readonly PathInputs _inputs;
    private readonly List<float> _tokens = [];
    private readonly List<float> _paths = [];
    private readonly int _horizon;

    /// <param name="indicators">The demand first, unpacked.</param>
    /// <param name="inputs">What a token sees.</param>
    /// <param name="horizon">Steps ahead.</param>
    /// <param name="stretch">Newest steps that no target may touch.</param>
    /// <param name="most">Rows at most.</param>
    /// <param name="movement">How much the demand moved at an origin, given steps back.</param>
    public PathRows(IReadOnlyList<IndicatorHistory> indicators, PathInputs inputs, int horizon, int stretch, int most, Func<int, double> movement)
    {
        (_inputs, _horizon) = (inputs, horizon);
        var oldest = indicators[0].Count - inputs.History;
        var stride = Math.Max(1, (oldest - stretch - horizon + most) / most);
        var (tokens, path) = (new float[(inputs.Indicators + 1) * inputs.Width], new float[horizon]);
        for (var back = oldest; back >= stretch + horizon; back -= stride)
        {
            var scale = movement(back);
            if (inputs.TryFill(indicators, back, scale, tokens, out var level) && TryFillPath(indicators[0], back, level, (float)scale, path))
            {
                _tokens.AddRange(tokens);
                _paths.AddRange(path);
                Count++;
            }
        }
    }

    public int Count { get; private set; }

    /// <summary>The demand's next steps from each origin, less its level, in movements; row-major.</summary>
    public ReadOnlySpan<float> Paths => CollectionsMarshal.AsSpan(_paths);

    /// <summary>Turns the targets into independent ones of unit size. Set before training.</summary>
    public Whitening? Whitening { get; set; }

    public bool IsHeldOut(int row) => row >= (1 - HeldOut) * Count;

    public void Fill(int row, Tensor x, int sample, int samples)
    {
        var (width, all) = (_inputs.Width, (_inputs.Indicators + 1) * _inputs.Width);
        var tokens = CollectionsMarshal.AsSpan(_tokens).Slice(row * all, all);
        for (var token = 0; token <= _inputs.Indicators; token++)
        {
            tokens.Slice(token * width, width).CopyTo(x.Row(token * samples + sample));
        }
    }

    public void FillTargets(int row, Span<float> y)
    {
        Paths.Slice(row * _horizon, _horizon).CopyTo(y);
        Whitening?.Whiten(y);
    }

    private static bool TryFillPath(IndicatorHistory demand, int back, float level, float movement, Span<float> path)
    {
        for (var h = 1; h <= path.Length; h++)
        {
            path[h - 1] = Math.Clamp((demand[back - h] - level) / movement, -Most, Most);
        }

        return TensorPrimitives.IsFiniteAll<float>(path);
    }
}
