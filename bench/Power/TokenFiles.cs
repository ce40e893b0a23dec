using Headroom.Bench.Forecasts;
using Headroom.Simulation.Power;

namespace Headroom.Bench.Power;

/// <summary>Token sizes from every CSV with the columns ContextTokens and GeneratedTokens.</summary>
internal static class TokenFiles
{
    public static TokenSizes Read(BenchOptions options)
    {
        if (options.IsQuick)
        {
            return TokenSizes.Generated(options.Seed);
        }

        List<(int, int)> pairs = [];
        foreach (var file in DataFolder.Files(options, "azure-llm", "*.csv"))
        {
            using var lines = File.ReadLines(file).GetEnumerator();
            if (!lines.MoveNext())
            {
                continue;
            }

            var header = lines.Current.Split(',').Select(c => c.Trim()).ToList();
            var (prompt, output) = (header.IndexOf("ContextTokens"), header.IndexOf("GeneratedTokens"));
            if (prompt < 0 || output < 0)
            {
                Console.WriteLine($"{Path.GetFileName(file)}: no ContextTokens and GeneratedTokens, left out");
                continue;
            }

            while (lines.MoveNext())
            {
                var cells = lines.Current.Split(',');
                pairs.Add((int.Parse(cells[prompt]), int.Parse(cells[output])));
            }
        }

        return pairs.Count > 0 ? new TokenSizes(pairs) : throw new BenchException("no CSV of azure-llm has ContextTokens and GeneratedTokens");
    }
}
