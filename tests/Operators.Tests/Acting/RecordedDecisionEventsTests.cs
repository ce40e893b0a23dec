using System.Text;
using Headroom.Operators.Autoscaling.Acting;

namespace Headroom.Operators.Tests.Acting;

public sealed class RecordedDecisionEventsTests
{
    [Theory]
    [InlineData("→", 600)]
    [InlineData("a", 2000)]
    [InlineData("😀", 400)]
    public void Shorten_LongNote_FitsTheServersLimitInBytes(string unit, int count)
    {
        var note = RecordedDecisionEvents.Shorten(string.Concat(Enumerable.Repeat(unit, count)));

        Assert.InRange(Encoding.UTF8.GetByteCount(note), 1000, 1024);
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(note)));
    }

    [Fact]
    public void Shorten_ShortNote_IsLeftAlone() => Assert.Equal("2 → 3", RecordedDecisionEvents.Shorten("2 → 3"));
}
