using System.Globalization;

namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>HARMONY's published scores: the best over the input lengths of the mean over the given containers.</summary>
internal sealed record PublishedScores(double Mse, double Crps)
{
    /// <param name="path">harmony_published.csv: container, input_length, mse, crps.</param>
    /// <param name="containers">Those to average over.</param>
    /// <exception cref="BenchException">A container has no published score.</exception>
    public static PublishedScores Load(string path, IReadOnlyCollection<string> containers)
    {
        if (!File.Exists(path))
        {
            throw new BenchException($"{path} is missing: it holds the published scores");
        }

        var rows = File.ReadLines(path).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')).Where(r => containers.Contains(r[0])).ToList();
        var lengths = rows.GroupBy(r => r[1]).Where(g => g.Count() == containers.Count).ToList();
        if (lengths.Count == 0)
        {
            throw new BenchException($"{path} does not hold every container of {string.Join(", ", containers)}");
        }

        double Best(int column) => lengths.Min(g => g.Average(r => double.Parse(r[column], CultureInfo.InvariantCulture)));
        return new PublishedScores(Best(2), Best(3));
    }
}
