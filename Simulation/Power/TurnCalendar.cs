using System.Numerics;

namespace Headroom.Simulation.Power;

/// <summary>
/// How many requests of each server end in which bucket of four turns: a ring of counts, and a bit for each that is not
/// empty, so that the next one is found a word at a time.
/// </summary>
internal sealed class TurnCalendar
{
    private const int TurnsPerBucket = 4;
    private const int WordBits = 64;

    private readonly int _buckets;
    private readonly byte[] _counts;
    private readonly ulong[] _marks;

    /// <param name="longest">Turns that a request may take.</param>
    public TurnCalendar(int servers, int longest)
    {
        _buckets = Math.Max((int)BitOperations.RoundUpToPowerOf2((uint)(longest / TurnsPerBucket + 3)), WordBits);
        _counts = new byte[servers * _buckets];
        _marks = new ulong[_counts.Length / WordBits];
    }

    /// <returns>The turn at which the request's bucket ends.</returns>
    public double Add(int server, double endTurn)
    {
        unchecked
        {
            // Turns never come near 2^63, and a checked conversion is a call.
            var bucket = (long)(endTurn * (1.0 / TurnsPerBucket)) + 1;
            var at = server * _buckets + ((int)bucket & (_buckets - 1));
            _counts[at]++;
            _marks[at / WordBits] |= 1UL << at;
            return bucket * (double)TurnsPerBucket;
        }
    }

    /// <summary>Empties the bucket that ends at a turn.</summary>
    /// <param name="next">The turn at which the next bucket ends that is not empty; of no use when there is none.</param>
    /// <returns>How many requests ended.</returns>
    public int Take(int server, double turn, out double next)
    {
        unchecked
        {
            var bucket = (long)(turn * (1.0 / TurnsPerBucket));
            var inRing = (int)bucket & (_buckets - 1);
            var at = server * _buckets + inRing;
            var count = _counts[at];
            _counts[at] = 0;
            var marks = _marks.AsSpan(server * (_buckets / WordBits), _buckets / WordBits);
            var word = inRing / WordBits;
            marks[word] &= ~(1UL << at);

            // Bits before this one belong to the next round: a full turn around the ring ends at them.
            var ahead = marks[word] >> inRing;
            var skipped = (long)(inRing % WordBits);
            for (var i = 0; ahead == 0 && i < marks.Length; i++)
            {
                word = (word + 1) & (marks.Length - 1);
                (ahead, bucket) = (marks[word], bucket - skipped + WordBits);
                skipped = 0;
            }

            next = (bucket + BitOperations.TrailingZeroCount(ahead)) * (double)TurnsPerBucket;
            return count;
        }
    }
}
