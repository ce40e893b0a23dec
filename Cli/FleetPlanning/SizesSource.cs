using System.Globalization;
using Headroom.Cli.Terminal;
using Headroom.Cli.Traces;
using Headroom.Operators.Indicators.Prometheus;
using Headroom.Operators.Traces;
using Headroom.Placement.Fleet.Profiles;
using Headroom.Simulation.Fleet;

namespace Headroom.Cli.FleetPlanning;

/// <summary>Reads how large requests are: from a file, from two histograms, or made up.</summary>
internal sealed class SizesSource(PlanOptions options, TimeProvider time)
{
    // Beyond what the estimates need: answers of reasoning models.
    private static readonly SizeGrid Wide = new(
        [32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768], [32, 64, 128, 256, 512, 1024, 2048, 4096]);

    private static readonly string[] MadeUp = ["arena", "pubmed", "mixed"];

    /// <param name="measured">Buckets that profiles were measured in; null for estimates, which have any.</param>
    /// <exception cref="OptionException">An option or the file cannot be used, or requests are larger than every bucket.</exception>
    /// <exception cref="TraceException">Prometheus did not answer with a histogram.</exception>
    public async Task<SizeMix> ReadAsync(SizeGrid? measured, CancellationToken ct)
    {
        var grid = measured ?? Wide;
        var mix = options.Prometheus is { } address ? await HistogramsAsync(address, grid, ct) : Named() is { } name ? OnGrid(name, grid) : File(grid);
        var rare = Share("--rare", options.Rare, "0% or more and below 100%, for example 0.01%");
        if (mix.TooLargeShare > rare)
        {
            throw new OptionException(
                $"{(options.Prometheus is null ? "--sizes" : "--input-query")}: {100 * mix.TooLargeShare:0.###}% of the requests are larger than every bucket "
                + $"(input ≤ {grid.Inputs[^1]}, output ≤ {grid.Outputs[^1]}): profiles have to reach that far");
        }

        return mix.Shares.Max() >= rare ? mix.WithoutBelow(rare) : throw OptionException.Of("--rare", options.Rare, $"at most {100 * mix.Shares.Max():0.###}% here: every size is rarer");
    }

    /// <exception cref="OptionException">Not a percentage from 0 to below 100.</exception>
    public static double Share(string option, string text, string allowed) =>
        Operators.Text.PercentText.TryParse(text, out var share) && share is >= 0 and < 1 ? share : throw OptionException.Of(option, text, allowed);

    private string? Named() => MadeUp.FirstOrDefault(n => n.Equals(options.Sizes, StringComparison.OrdinalIgnoreCase));

    private static SizeMix OnGrid(string name, SizeGrid grid)
    {
        var whole = PublishedSizes.Whole(name);
        return SizeMix.Of(grid, Enumerable.Range(0, whole.Grid.Count).Select(b => (whole.Grid.Input(b), whole.Grid.Output(b), whole.Shares[b])));
    }

    private SizeMix File(SizeGrid grid)
    {
        try
        {
            using var reader = new StreamReader(options.Sizes);
            return SizeMix.Of(grid, RequestSizeReader.Read(reader, Path.GetFileName(options.Sizes)).Select(static s => (s.Input, s.Output, s.Weight)));
        }
        catch (Exception error) when (error is TraceException or ArgumentException)
        {
            throw new OptionException($"--sizes: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OptionException($"--sizes: {options.Sizes} cannot be read ({error.Message}), and is none of {string.Join(", ", MadeUp)}", error);
        }
    }

    // Two histograms say nothing of how prompts and answers go together: they are taken as independent.
    private async Task<SizeMix> HistogramsAsync(string address, SizeGrid grid, CancellationToken ct)
    {
        var inputs = await HistogramAsync(address, "--input-query", options.InputQuery, ct);
        var outputs = await HistogramAsync(address, "--output-query", options.OutputQuery, ct);
        return SizeMix.Of(grid, inputs.SelectMany(i => outputs.Select(o => (i.Tokens, o.Tokens, i.Weight * o.Weight))));
    }

    private async Task<List<(int Tokens, double Weight)>> HistogramAsync(string address, string option, string? query, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(query))
        {
            throw OptionException.Of(option, query ?? "", "with --prometheus, PromQL that returns one series for each le, for example sum by (le) (increase(vllm:request_prompt_tokens_bucket[1d]))");
        }

        var question = await PromQuestion.ReadAsync(address, query, options.TokenFile, "PromQL that returns one series for each le", ct);
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var minute = TimeSpan.FromMinutes(1);
        var answer = await new PrometheusHistory(http, question.Token).ReadEachAsync(question.Address, query, time.GetUtcNow(), 2 * minute, minute, static _ => { }, ct);
        return Weights(option, query, answer);
    }

    // Counts of a histogram are cumulative; what has no upper edge counts as larger than everything.
    private static List<(int Tokens, double Weight)> Weights(string option, string query, ServerTrace answer)
    {
        List<(double Edge, double Count)> edges = [];
        for (var i = 0; i < answer.Servers.Count; i++)
        {
            var text = answer.Servers[i];
            if (!text.StartsWith("le=", StringComparison.Ordinal) || !double.TryParse(text.AsSpan(3), NumberStyles.Float, CultureInfo.InvariantCulture, out var edge))
            {
                edge = text == "le=+Inf" ? double.PositiveInfinity : throw OptionException.Of(option, query, $"one series for each le and no other label; it returned one with {(text.Length > 0 ? text : "none")}");
            }

            edges.Add((edge, answer.Values[i].LastOrDefault(static v => !float.IsNaN(v))));
        }

        edges.Sort();
        var below = 0.0;
        List<(int, double)> weights = [];
        foreach (var (edge, count) in edges)
        {
            weights.Add(((int)Math.Min(edge, int.MaxValue), Math.Max(0, count - below)));
            below = Math.Max(below, count);
        }

        return below > 0 ? weights : throw OptionException.Of(option, query, "a histogram with at least one request; all counts are 0");
    }
}
