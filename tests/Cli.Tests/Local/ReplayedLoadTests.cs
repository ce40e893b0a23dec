using System.Globalization;
using System.Text;
using Headroom.Cli.Local;

namespace Headroom.Cli.Tests.Local;

public sealed class ReplayedLoadTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_NoFile_IsTheSameEveryTime()
    {
        var first = ReplayedLoad.Load(file: null, column: null, Now);
        var second = ReplayedLoad.Load(file: null, column: null, Now.AddHours(3));

        Assert.Equal(first.Text, second.Text);
        Assert.Equal(TimeSpan.FromMinutes(1), first.Trace.Step);
        Assert.Equal(8 * 1440, first.Trace.Values.Count);
        Assert.Equal(0, first.Trace.Gaps);
        Assert.InRange(Now, first.Trace.Start, first.Trace.Start + first.Trace.Step * first.Trace.Values.Count);
        Assert.All(first.Trace.Values, value => Assert.True(value > 0));
    }

    [Fact]
    public void CapacityPerReplica_GeneratedLoad_NeedsAboutEightReplicasAndAPeakThatFits() =>
        AssertFits(ReplayedLoad.Load(file: null, column: null, Now));

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7e5)]
    public void CapacityPerReplica_AnyUnit_NeedsAboutEightReplicas(double scale) =>
        AssertFits(Load(minute => scale * (10 + minute % 7)));

    [Fact]
    public void CapacityPerReplica_TallPeak_FitsThePeak()
    {
        // One step in a hundred is a hundred times the rest: eight replicas on the mean would need four hundred for it.
        var load = Load(minute => minute % 100 == 0 ? 1000 : 10);

        Assert.InRange(1000 / load.CapacityPerReplica, 40, 48);
    }

    [Fact]
    public void CapacityPerReplica_NoLoadAtAll_IsAboveZero() =>
        Assert.True(Load(_ => 0).CapacityPerReplica > 0);

    [Fact]
    public void Load_FileIsMissing_NamesOptionAndFile()
    {
        var error = Assert.Throws<LocalException>(() => ReplayedLoad.Load("/nowhere/load.csv", column: null, Now));

        Assert.Equal("--trace: /nowhere/load.csv does not exist", error.Message);
    }

    [Fact]
    public void Load_UnknownColumn_NamesThoseThereAre()
    {
        var file = Write(minute => minute);

        var error = Assert.Throws<LocalException>(() => ReplayedLoad.Load(file, "latency", Now));

        Assert.Equal("--trace: load.csv has no numeric column 'latency': 'value' are allowed", error.Message);
    }

    private static void AssertFits(ReplayedLoad load)
    {
        var capacity = load.CapacityPerReplica;
        var peak = load.Trace.Values.Order().ElementAt((int)(0.999 * (load.Trace.Values.Count - 1)));

        // Rounded up to two digits: at most a tenth above what was asked for.
        Assert.InRange(load.Trace.Values.Average(v => (double)v) / capacity, 7.2, 8.0001);
        Assert.InRange(peak / capacity, 0, 48);
    }

    private ReplayedLoad Load(Func<int, double> value) => ReplayedLoad.Load(Write(value), column: null, Now);

    private string Write(Func<int, double> value)
    {
        var text = new StringBuilder("timestamp,value\n");
        for (var minute = 0; minute < 1000; minute++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Now.AddMinutes(minute):yyyy-MM-ddTHH:mm:ssZ},{value(minute)}\n");
        }

        var file = Path.Combine(_folder, "load.csv");
        File.WriteAllText(file, text.ToString());
        return file;
    }
}
