namespace Headroom.Operators.Scheduling;

/// <summary>Scores as kube-scheduler takes them, 0 to 10: by rank, since it adds them to others and knows no unit of ours.</summary>
internal static class ScoreRanks
{
    public const int Most = 10;

    /// <param name="scores">Higher is better.</param>
    /// <param name="ranks">Written: 10 for all with the highest score, then one less for each lower score, 0 at the least.</param>
    public static void Map(ReadOnlySpan<double> scores, Span<int> ranks)
    {
        Span<double> highest = stackalloc double[Most];
        var found = 0;
        foreach (var score in scores)
        {
            var at = 0;
            while (at < found && highest[at] > score)
            {
                at++;
            }

            if (at == Most || at < found && highest[at] == score)
            {
                continue;
            }

            for (var k = Math.Min(found, Most - 1); k > at; k--)
            {
                highest[k] = highest[k - 1];
            }

            highest[at] = score;
            found = Math.Min(found + 1, Most);
        }

        for (var i = 0; i < scores.Length; i++)
        {
            var at = 0;
            while (at < found && highest[at] > scores[i])
            {
                at++;
            }

            ranks[i] = double.IsNegativeInfinity(scores[i]) ? 0 : Most - at;
        }
    }
}
