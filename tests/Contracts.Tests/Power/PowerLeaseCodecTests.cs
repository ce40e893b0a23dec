using Headroom.Contracts.Power;
using Headroom.Contracts.Wire;

namespace Headroom.Contracts.Tests.Power;

public sealed class PowerLeaseCodecTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var lease = new PowerLease
        {
            Stamp = new LeaseStamp(4, 17),
            Duration = TimeSpan.FromSeconds(5),
            Caps =
            [
                new GpuCap { Uuid = "GPU-0", PowerLimitMilliwatts = 500_000, Clocks = new ClockRange(210, 1_275), SafeLimitMilliwatts = 300_000 },
                new GpuCap { Uuid = "GPU-1" },
            ],
        };
        var writer = new WireWriter();

        PowerLeaseCodec.Write(writer, lease);
        var read = PowerLeaseCodec.Read(writer.Written.Span);

        Assert.Equal(lease with { Caps = [] }, read with { Caps = [] });
        Assert.Equal(lease.Caps, read.Caps);
    }

    [Fact]
    public void Read_Nothing_IsALeaseThatHoldsForNoTime() =>
        Assert.Equal(TimeSpan.Zero, PowerLeaseCodec.Read([]).Duration);

    [Theory]
    [InlineData(1, 9, 2, 0, true)]
    [InlineData(2, 1, 2, 2, true)]
    [InlineData(2, 2, 2, 2, false)]
    [InlineData(3, 0, 2, 9, false)]
    public void Stamp_Order_IsTermThenSequence(long term, long sequence, long otherTerm, long otherSequence, bool isOlder) =>
        Assert.Equal(isOlder, new LeaseStamp(term, sequence) < new LeaseStamp(otherTerm, otherSequence));
}
