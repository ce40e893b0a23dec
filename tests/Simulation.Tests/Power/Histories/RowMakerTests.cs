using Headroom.Simulation.Power.Histories;

namespace Headroom.Simulation.Tests.Power.Histories;

public sealed class RowMakerTests
{
    [Fact]
    public void Draw_ServersOfTheHistory_AreEachThereOnce()
    {
        var history = Rows.Of(5, 60, TimeSpan.FromMinutes(1), static (s, t) => 1000 + 100 * s + t);

        var drawn = Enumerable.Range(0, 5).Select(k => Draw(history, k)).OrderBy(static w => w[0]).ToList();

        Assert.Equal(history.Watts, drawn);
    }

    [Fact]
    public void Draw_AddedServer_SwingsWithTheRow()
    {
        var history = Rows.DayAndNight(10, 7);
        var mean = Enumerable.Range(0, history.Samples).Select(t => history.Watts.Average(w => (double)w[t])).ToArray();

        var added = Draw(history, 12);

        Assert.InRange(Correlation([.. added.Select(static w => (double)w)], mean), .95, 1);
    }

    [Fact]
    public void Draw_AddedServer_HasItsOwnNoise()
    {
        var history = Rows.DayAndNight(10, 7);
        var (donor, added) = (Draw(history, 2), Draw(history, 12));
        var mean = Enumerable.Range(0, history.Samples).Select(t => history.Watts.Average(w => (double)w[t])).ToArray();

        double[] Rest(float[] watts) => [.. watts.Select((w, t) => w - mean[t])];

        Assert.InRange(Math.Abs(Correlation(Rest(donor), Rest(added))), 0, .2);
    }

    [Fact]
    public void Draw_AServerThatDoesNotFollowTheRow_IsAddedAsItWas()
    {
        // One server is always at 5 kW while the others swing.
        var history = Rows.Of(4, 2880, TimeSpan.FromMinutes(1), static (s, t) => s == 0 ? 5000 : 3000 - 1000 * Math.Cos(2 * Math.PI * t / 1440));

        var added = Enumerable.Range(4, 4).Select(k => Draw(history, k)).ToList();

        Assert.Contains(added, static w => w.All(static x => Math.Abs(x - 5000) < 1));
    }

    [Fact]
    public void Draw_AddedServer_NeverPassesWhatItsModelDrew()
    {
        var history = Rows.DayAndNight(3, 3);

        var added = Draw(history, 7);

        Assert.InRange(added.Max(), 0, history.HighestWatts);
    }

    private static float[] Draw(RowHistory history, int server)
    {
        var watts = new float[history.Samples];
        new RowMaker(history, seed: 1).Draw(server, watts);
        return watts;
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (ma, mb) = (a.Average(), b.Average());
        var (ab, aa, bb) = (0.0, 0.0, 0.0);
        for (var t = 0; t < a.Length; t++)
        {
            (ab, aa, bb) = (ab + (a[t] - ma) * (b[t] - mb), aa + (a[t] - ma) * (a[t] - ma), bb + (b[t] - mb) * (b[t] - mb));
        }

        return ab / Math.Sqrt(aa * bb);
    }
}
