using Headroom.Power.Models;

namespace Headroom.Simulation.Power;

/// <summary>What the simulated servers do; a controller never sees it.</summary>
/// <param name="DecodeShare">Draw of decode at batch 0, share of TDP.</param>
/// <param name="DecodeSharePerRequest">What each request of the batch adds.</param>
/// <param name="IterationMilliseconds">One token of every request of the batch, at batch 0 and the highest clock.</param>
/// <param name="IterationMillisecondsPerRequest">What each request of the batch adds.</param>
/// <param name="MaxBatch">Requests that fit the memory of one server.</param>
/// <remarks>
/// BLOOM-176B over eight A100, from the published measurements of Splitwise: prompt time and power by prompt tokens,
/// 48 to 66 ms a token at batches of 1 to 32.
/// </remarks>
public sealed record RowPhysics(
    ServerModel Server, ClockCurve Curve, double DecodeShare = .61, double DecodeSharePerRequest = .002,
    double IterationMilliseconds = 48, double IterationMillisecondsPerRequest = .53, int MaxBatch = 48)
{
    private static readonly double[] Tokens = [0, 128, 256, 512, 1024, 2048, 4096, 8192];
    private static readonly double[] Seconds = [.055, .077, .099, .174, .290, .540, 1.355, 3.602];
    private static readonly double[] Shares = [.66, .691, .723, .876, 1.007, 1.021, 1.021, 1.026];

    public static RowPhysics Bloom { get; } = new(ServerModel.DgxA100, GpuCatalog.A100.Curve);

    /// <summary>Seconds that a prompt takes at the highest clock.</summary>
    public static double PromptSeconds(int tokens) => Interpolate(Seconds, tokens);

    /// <summary>Draw while a prompt is read, as a share of TDP.</summary>
    public static double PromptShare(int tokens) => Interpolate(Shares, Math.Min(tokens, (int)Tokens[^1]));

    private static double Interpolate(double[] values, int tokens)
    {
        // Beyond the table the last segment goes on.
        var right = 1;
        while (right < Tokens.Length - 1 && Tokens[right] < tokens)
        {
            right++;
        }

        var part = (tokens - Tokens[right - 1]) / (Tokens[right] - Tokens[right - 1]);
        return values[right - 1] + part * (values[right] - values[right - 1]);
    }
}
