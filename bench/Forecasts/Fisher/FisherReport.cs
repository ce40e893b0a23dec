using System.Text.Json.Nodes;

namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>The table and the result line of harmony-fisher.</summary>
internal static class FisherReport
{
    public static void Print(IReadOnlyList<FisherContainer> containers, FisherScores scores, ScoreTally[][] daily)
    {
        Console.WriteLine($"{"",-24}{"MSE",10}{"CRPS",10}{"90% cov.",10}{"load MSE",10}{"load CRPS",10}{"weight",8}");
        for (var m = 0; m < FisherMembers.Names.Count; m++)
        {
            ScoreTally[][] alone = [.. scores.Members.Select(c => c.Select(s => s[m]).ToArray())];
            Line(FisherMembers.Names[m], alone, $"{scores.Weights.Average(c => c.Average(w => w[m])),8:0.00}");
        }

        Line("pool, static", scores.Static, "");
        Line("pool, gated", scores.Gated, "");
        Line("pool, refitted daily", daily, "");
        Console.WriteLine($"{"CRPS by indicator",-46}{"static",9}{"gated",9}{"daily",9}");
        for (var k = 0; k < containers[0].Indicators.Count; k++)
        {
            double Mean(ScoreTally[][] tallies) => tallies.Average(c => c[k].Crps);
            Console.WriteLine($"  {containers[0].Indicators[k],-44}{Mean(scores.Static),9:0.0000}{Mean(scores.Gated),9:0.0000}{Mean(daily),9:0.0000}");
        }
    }

    public static JsonObject Result(
        string name, BenchOptions options, IReadOnlyList<FisherContainer> containers, PublishedScores? published, FisherScores scores, ScoreTally[][] daily, double fitSeconds)
    {
        var result = new JsonObject { ["benchmark"] = name, ["quick"] = options.IsQuick, ["seed"] = options.Seed, ["containers"] = containers.Count };
        Put(result, "", scores.Static, published);
        result["harmony_mse"] = published?.Mse;
        result["harmony_crps"] = published?.Crps;
        Put(result, "gated_", scores.Gated, published);
        Put(result, "online_", daily, published);
        result["fit_seconds"] = Math.Round(fitSeconds, 1);
        return result;
    }

    /// <summary>Scores under a prefix, with ratios where there is something to compare with.</summary>
    public static void Put(JsonObject result, string prefix, ScoreTally[][] tallies, PublishedScores? published)
    {
        var (mse, crps, coverage) = ScoreTally.Mean([.. tallies.SelectMany(c => c)]);
        result[prefix + "mse"] = Math.Round(mse, 5);
        result[prefix + "crps"] = Math.Round(crps, 5);
        result[prefix + "coverage90"] = Math.Round(coverage, 3);
        result[prefix + "load_mse"] = Math.Round(tallies.Average(c => c[0].Mse), 5);
        result[prefix + "load_crps"] = Math.Round(tallies.Average(c => c[0].Crps), 5);
        if (published is not null)
        {
            result[prefix + "mse_ratio"] = Math.Round(mse / published.Mse, 4);
            result[prefix + "crps_ratio"] = Math.Round(crps / published.Crps, 4);
        }
    }

    private static void Line(string name, ScoreTally[][] tallies, string weight)
    {
        var (mse, crps, coverage) = ScoreTally.Mean([.. tallies.SelectMany(c => c)]);
        Console.WriteLine($"{name,-24}{mse,10:0.00000}{crps,10:0.00000}{coverage,10:0.000}{tallies.Average(c => c[0].Mse),10:0.0000}{tallies.Average(c => c[0].Crps),10:0.0000}{weight}");
    }
}
