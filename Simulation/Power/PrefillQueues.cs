using System.Numerics;

namespace Headroom.Simulation.Power;

/// <summary>Servers in prefill by the instants at which they leave it, several to an instruction.</summary>
internal static class PrefillQueues
{
    /// <param name="ends">Finite.</param>
    /// <returns>How many are later than an instant.</returns>
    public static int CountAfter(ReadOnlySpan<double> ends, double at)
    {
        var counts = Vector<long>.Zero;
        var instant = new Vector<double>(at);
        var i = 0;
        for (; i <= ends.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            // True is all bits: minus one.
            counts -= Vector.GreaterThan(new Vector<double>(ends[i..]), instant);
        }

        var count = (int)Vector.Sum(counts);
        for (; i < ends.Length; i++)
        {
            count += ends[i] > at ? 1 : 0;
        }

        return count;
    }

    /// <param name="ends">Finite.</param>
    /// <returns>The first that is later than an instant; infinite when none is.</returns>
    public static double FirstAfter(ReadOnlySpan<double> ends, double at)
    {
        var firsts = new Vector<double>(double.PositiveInfinity);
        var (instant, never) = (new Vector<double>(at), firsts);
        var i = 0;
        for (; i <= ends.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var end = new Vector<double>(ends[i..]);
            firsts = Vector.MinNative(firsts, Vector.ConditionalSelect(Vector.GreaterThan(end, instant), end, never));
        }

        var first = double.PositiveInfinity;
        for (var lane = 0; lane < Vector<double>.Count; lane++)
        {
            first = double.MinNative(first, firsts[lane]);
        }

        for (; i < ends.Length; i++)
        {
            first = ends[i] > at ? double.MinNative(first, ends[i]) : first;
        }

        return first;
    }
}
