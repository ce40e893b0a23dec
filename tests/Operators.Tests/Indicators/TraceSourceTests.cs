using Headroom.Operators.Clocks;
using Headroom.Operators.Indicators.Traces;
using Headroom.Operators.Tests.Builders;
using Headroom.Testing;

namespace Headroom.Operators.Tests.Indicators;

public sealed class TraceSourceTests : IDisposable
{
    private static readonly DateTimeOffset Anchor = PrometheusFixture.Start;
    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-traces-").FullName;

    public TraceSourceTests() => Write("load.csv", "time,value\n0,10\n60,11\n120,12\n180,13\n240,14\n300,15\n");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Read_AtTheAnchor_HalfTheFileWasSeenAndWhatIsBeforeItIsUnknown()
    {
        var answer = await Source().SamplesAsync(Requests.Of(Specs.Trace("load.csv"), Anchor.AddMinutes(-60), Anchor));

        Assert.Equal(
            [(-3, 10), (-2, 11), (-1, 12), (0, 13)],
            answer.Values.Select(s => ((int)(s.Time - Anchor).TotalMinutes, (int)s.Value)));
    }

    [Fact]
    public async Task Read_PastTheEndOfTheFile_StartsAgain()
    {
        var answer = await Source().SamplesAsync(Requests.Of(Specs.Trace("load.csv"), Anchor, Anchor.AddMinutes(5)));

        Assert.Equal([14.0, 15, 10, 11, 12], answer.Values.Select(s => s.Value));
    }

    [Fact]
    public async Task Read_TraceCoarserThanTheStep_RepeatsItsValues()
    {
        var answer = await Source().SamplesAsync(
            Requests.Of(Specs.Trace("load.csv"), Anchor.AddSeconds(-1), Anchor.AddSeconds(75), TimeSpan.FromSeconds(30)));

        Assert.Equal([13.0, 13, 14], answer.Values.Select(s => s.Value));
    }

    [Fact]
    public async Task Read_FileReplaced_IsReadAgain()
    {
        var source = Source();
        await source.SamplesAsync(Requests.Of(Specs.Trace("load.csv"), Anchor, Anchor.AddMinutes(1)));

        Write("load.csv", "time,value\n0,7\n60,7\n");
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "load.csv"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var answer = await source.SamplesAsync(Requests.Of(Specs.Trace("load.csv"), Anchor, Anchor.AddMinutes(1)));

        Assert.Equal([7.0], answer.Values.Select(s => s.Value));
    }

    [Fact]
    public async Task Read_FileThatVanishes_IsNamed()
    {
        var source = Source();
        await source.SamplesAsync(Requests.Of(Specs.Trace("load.csv"), Anchor, Anchor.AddMinutes(1)));

        File.Delete(Path.Combine(_folder, "load.csv"));
        var failed = await source.FailedAsync(Requests.Of(Specs.Trace("load.csv"), Anchor.AddMinutes(1), Anchor.AddMinutes(2)));

        Assert.Equal(("TraceNotFound", "load.csv does not exist in the trace folder"), (failed.Reason, failed.Message));
    }

    [Fact]
    public async Task Read_FileThatIsNoTrace_SaysWhy()
    {
        Write("notes.csv", "when,what\nnow,this\n");

        var failed = await Source().FailedAsync(Requests.Of(Specs.Trace("notes.csv"), Anchor, Anchor.AddMinutes(1)));

        Assert.Equal("TraceUnusable", failed.Reason);
        Assert.StartsWith("notes.csv has no time column", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_NoFolderConfigured_NamesTheSetting()
    {
        var failed = await new TraceSource(null, Clock()).FailedAsync(Requests.Of(Specs.Trace("load.csv"), Anchor, Anchor.AddMinutes(1)));

        Assert.Equal("NoTraceFolder", failed.Reason);
        Assert.Contains("Operator:TraceFolder", failed.Message, StringComparison.Ordinal);
    }

    private static ReplayClock Clock() => new(new ManualTime(), Anchor, 60);

    private TraceSource Source() => new(_folder, Clock());

    private void Write(string file, string csv) => File.WriteAllText(Path.Combine(_folder, file), csv);
}
