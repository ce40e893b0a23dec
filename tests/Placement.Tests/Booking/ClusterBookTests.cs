using Headroom.Placement.Booking;
using Headroom.Placement.Fragmentation;

namespace Headroom.Placement.Tests.Booking;

public sealed class ClusterBookTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PodShape Whole = new(1_000, 1_024, 1, GpuLevels.Whole, ModelSet.Any);
    private static readonly PodShape Half = Whole with { GpuMilli = 500 };

    private readonly ClusterBook _book = new();

    [Fact]
    public void ReleaseAssumed_APodThatWasSeenMeanwhile_KeepsItsGpus()
    {
        _book.SetNode("a", "T4", 1, 64_000, 65_536);
        _book.Assume("p", Whole, "a", Now);
        _book.SeeBound("p", Whole, "a", null);

        _book.ReleaseAssumed("p");

        Assert.Null(_book.Assume("q", Whole, "a", Now));
    }

    [Fact]
    public void SeeBound_APodThatDoesNotFitByOurCount_IsCountedOnceThereIsRoom()
    {
        _book.SetNode("a", "T4", 1, 64_000, 65_536);
        _book.Assume("ours", Whole, "a", Now);
        _book.SeeBound("theirs", Whole, "a", null);

        _book.ReleaseForgotten(Now + ClusterBook.AssumedFor);

        Assert.Equal(0, _book.IdleGpuMilli);
        _book.Release("theirs");
        Assert.Equal(1_000, _book.IdleGpuMilli);
    }

    [Fact]
    public void SeeBound_PodsWithoutGpusBeyondWhatANodeHas_GoWithoutATrace()
    {
        _book.SetNode("a", "T4", 1, 1_000, 1_024);
        var plain = new PodShape(800, 512, 0, 0, ModelSet.Any);
        _book.SeeBound("first", plain, "a", null);
        _book.SeeBound("second", plain, "a", null);

        _book.Release("second");
        _book.Release("first");

        Assert.NotNull(_book.Assume("p", Whole, "a", Now));
    }

    [Fact]
    public void RemoveNode_ThatComesBack_HasItsPodsAgain()
    {
        _book.SetNode("a", "T4", 2, 64_000, 65_536);
        _book.SeeBound("p", Half, "a", new GpuSet(0b10));
        _book.RemoveNode("a");
        Assert.Equal(0, _book.GpuCapacityMilli);

        _book.SetNode("a", "T4", 2, 64_000, 65_536);

        Assert.Equal(1_500, _book.IdleGpuMilli);
        Assert.Equal(new GpuSet(0b01), _book.Assume("q", Half with { GpuMilli = 600 }, "a", Now));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnyOrder_OfWhatIsSeenAndDecided_GivesNoGpuTwiceAndAllOfThemBack(int seed)
    {
        var random = new Random(seed);
        var taken = new Dictionary<string, (PodShape Shape, string Node, GpuSet Gpus)>();
        foreach (var node in new[] { "a", "b", "c" })
        {
            _book.SetNode(node, "T4", 4, 64_000, 65_536);
        }

        for (var i = 0; i < 2_000; i++)
        {
            var (uid, node) = ($"p{random.Next(40)}", "abc"[random.Next(3)].ToString());
            if (taken.Remove(uid))
            {
                _book.Release(uid);
                continue;
            }

            var shape = random.Next(2) == 0 ? Whole : Half;
            if (_book.Assume(uid, shape, node, Now) is { } gpus)
            {
                taken[uid] = (shape, node, gpus);
                if (random.Next(2) == 0)
                {
                    _book.SeeBound(uid, shape, node, gpus);
                }
            }

            Assert.All(
                taken.Values.SelectMany(static t => GpuIndices.Of(t.Gpus).Select(g => (t.Node, Gpu: g, t.Shape.GpuMilli))).GroupBy(static t => (t.Node, t.Gpu)),
                static gpu => Assert.True(gpu.Sum(static t => t.GpuMilli) <= GpuLevels.Whole));
        }

        foreach (var uid in taken.Keys)
        {
            _book.Release(uid);
        }

        Assert.Equal(12_000, _book.IdleGpuMilli);
    }
}
