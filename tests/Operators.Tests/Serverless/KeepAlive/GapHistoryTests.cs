using System.Text;
using Headroom.Operators.Serverless.KeepAlive;

namespace Headroom.Operators.Tests.Serverless.KeepAlive;

public sealed class GapHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TryParse_WhatWasWritten_IsTheSameHistory()
    {
        var history = new GapHistory();
        history.Add(Start, Start.AddSeconds(30.5));
        history.AddStart(TimeSpan.FromSeconds(2.25));

        var read = GapHistory.TryParse(history.ToUtf8());

        Assert.Equal([(Start, Start.AddSeconds(30.5))], read?.Gaps());
        Assert.Equal([TimeSpan.FromSeconds(2.25)], read?.Starts());
    }

    [Fact]
    public void Add_MoreThanAreKept_LetsTheOldestGo()
    {
        var history = new GapHistory();
        for (var n = 0; n < 1000; n++)
        {
            history.Add(Start.AddHours(n), Start.AddHours(n + 0.5));
        }

        Assert.Equal(200, history.Gaps().Count);
        Assert.Equal(Start.AddHours(999.5), history.Gaps()[^1].To);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"version":2,"gaps":[],"starts":[]}""")]
    [InlineData("""{"version":1,"gaps":[[5,3]],"starts":[]}""")]
    [InlineData("""{"version":1,"gaps":[[1]],"starts":[]}""")]
    [InlineData("""{"version":1,"gaps":[null],"starts":[]}""")]
    [InlineData("""{"version":1,"gaps":[],"starts":[-1]}""")]
    [InlineData("""{"version":1,"gaps":[[1,1e300]],"starts":[]}""")]
    public void TryParse_DamagedOrOfAnotherVersion_IsNull(string text) => Assert.Null(GapHistory.TryParse(Encoding.UTF8.GetBytes(text)));
}
