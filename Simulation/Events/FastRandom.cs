using System.Numerics;
using System.Runtime.CompilerServices;

namespace Headroom.Simulation.Events;

/// <summary>Seeded draws for inner loops: xoshiro256**, a value without allocation.</summary>
/// <remarks>Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021.</remarks>
internal struct FastRandom
{
    private const int Cells = 1024;
    private static readonly double[] Exponential = BuildExponential();

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <param name="seed">Of the run.</param>
    /// <param name="purpose">Such as "arrivals"; see <see cref="Seeds"/>.</param>
    public FastRandom(int seed, string purpose)
    {
        var source = Seeds.For(seed, purpose);
        (_a, _b, _c, _d) = ((ulong)source.NextInt64(), (ulong)source.NextInt64() << 1, (ulong)source.NextInt64(), (ulong)source.NextInt64() | 1);
        for (var i = 0; i < 8; i++)
        {
            Next();
        }
    }

    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <returns>In [0, 1).</returns>
    public double NextUnit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Mean 1. A table of quantiles, straight between them; the last cell is exact, so that the tail is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // an arrival's only cost in the loop that draws them
    public double NextExponential()
    {
        var bits = Next();
        var cell = (int)(bits & (Cells - 1));
        var part = (bits >> 11) * (1.0 / (1UL << 53));
        return cell < Cells - 1
            ? Exponential[cell] + part * (Exponential[cell + 1] - Exponential[cell])
            : Exponential[cell] - Math.Log(1 - part);
    }

    /// <summary>Mean 0, deviation 1 (Box and Muller).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextUnit())) * Math.Cos(2 * Math.PI * NextUnit());

    private static double[] BuildExponential()
    {
        var quantiles = new double[Cells];
        for (var i = 0; i < Cells; i++)
        {
            quantiles[i] = -Math.Log(1 - (double)i / Cells);
        }

        return quantiles;
    }
}
