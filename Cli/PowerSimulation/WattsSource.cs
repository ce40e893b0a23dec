using System.Globalization;
using Headroom.Cli.Terminal;
using Headroom.Cli.Traces;
using Headroom.Operators.Indicators.Prometheus;
using Headroom.Operators.Text;
using Headroom.Operators.Traces;
using Headroom.Simulation.Power.Histories;

namespace Headroom.Cli.PowerSimulation;

/// <summary>Reads what servers drew from a file or from Prometheus.</summary>
/// <param name="options">As typed.</param>
/// <param name="errors">For progress.</param>
/// <param name="isTerminal">Whether <paramref name="errors"/> can be drawn over.</param>
/// <param name="time">For Prometheus' range and the bar.</param>
internal sealed class WattsSource(PowerSimulationOptions options, TextWriter errors, bool isTerminal, TimeProvider time)
{
    private const int MostSteps = 1_000_000;
    private const long SlowBytes = 20_000_000;

    // The mean of an hour or a day is a bill, not a load: nothing that caps could act on is left in it.
    private static readonly TimeSpan Coarsest = TimeSpan.FromMinutes(15);

    /// <exception cref="OptionException">An option or the file that it names cannot be used.</exception>
    /// <exception cref="TraceException">Prometheus did not answer with series.</exception>
    public async Task<RowHistory> ReadAsync(CancellationToken ct)
    {
        PromQuestion.RefuseNoneOrBoth(options.Trace, options.Prometheus);
        return options.Trace is { } file
            ? Row(Path.GetFileName(file), ReadFile(file), "--trace")
            : Row(options.Query!, await ReadPrometheusAsync(options.Prometheus!, ct), "--query");
    }

    private ServerTrace ReadFile(string file)
    {
        if (new FileInfo(file) is { Exists: true, Length: > SlowBytes and var length })
        {
            errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reading {length / 1e6:0} MB"));
        }

        return TraceText.Read(file, () => ServerTraceReader.Read(() => new StreamReader(file), Path.GetFileName(file)));
    }

    private async Task<ServerTrace> ReadPrometheusAsync(string address, CancellationToken ct)
    {
        const int Parts = 1000;
        var question = await PromQuestion.ReadAsync(
            address, options.Query, options.TokenFile, "PromQL that returns one series for each server, for example sum by (node) (headroom_gpu_power_watts)", ct);
        if (OptionText.Duration("--step", options.Step) > Coarsest)
        {
            throw OptionException.Of("--step", options.Step, $"at most {DurationText.Format(Coarsest)}: longer steps do not show a load that caps could act on");
        }

        var range = PromQuestion.Range(options.Range, options.Step, MostSteps);
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var progress = new ProgressLine(errors, isTerminal, "reading", Parts, time);
        return await new PrometheusHistory(http, question.Token).ReadEachAsync(
            question.Address, question.Query, time.GetUtcNow(), range, OptionText.Duration("--step", options.Step), share => progress.Report((int)(Parts * share)), ct);
    }

    private static RowHistory Row(string name, ServerTrace trace, string option)
    {
        if (trace.Values[0].Length < 2)
        {
            throw new OptionException($"{option}: {name} has {trace.Values[0].Length} samples of each server: at least 2 are needed");
        }

        if (trace.Step > Coarsest)
        {
            throw new OptionException(
                $"{option}: {name} has a sample every {DurationText.Format(trace.Step)}: at most {DurationText.Format(Coarsest)} is allowed, longer means do not show a load that caps could act on");
        }

        var gaps = 0;
        for (var s = 0; s < trace.Values.Count; s++)
        {
            Check(trace, s, option);
            gaps += Fill(trace.Values[s]);
        }

        return trace.Values.Any(static w => w.Max() > 0)
            ? new RowHistory(name, trace.Start, trace.Step, trace.Servers, trace.Values, gaps)
            : throw new OptionException($"{option}: {name} has no draw above 0 W: watts of each server are needed");
    }

    private static void Check(ServerTrace trace, int server, string option)
    {
        var watts = trace.Values[server];
        var negative = Array.FindIndex(watts, static w => w < 0 || float.IsInfinity(w));
        if (negative >= 0)
        {
            throw new OptionException(string.Create(
                CultureInfo.InvariantCulture,
                $"{option}: {trace.Servers[server]} draws {watts[negative]} W at {trace.Start + trace.Step * negative:yyyy-MM-ddTHH:mm:ssZ}: watts of 0 or more are allowed"));
        }

        if (Array.TrueForAll(watts, float.IsNaN))
        {
            throw new OptionException($"{option}: {trace.Servers[server]} has no value: leave it out, or give it at least one");
        }
    }

    // Gaps repeat the value before them; those at the beginning, the first one.
    private static int Fill(float[] watts)
    {
        var gaps = 0;
        var last = Array.Find(watts, static w => !float.IsNaN(w));
        for (var t = 0; t < watts.Length; t++)
        {
            gaps += float.IsNaN(watts[t]) ? 1 : 0;
            last = watts[t] = float.IsNaN(watts[t]) ? last : watts[t];
        }

        return gaps;
    }
}
