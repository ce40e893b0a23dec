using Headroom.Placement.Booking;
using Headroom.Placement.Fragmentation;

namespace Headroom.Placement.Tests.Booking;

public sealed class GpuIndicesTests
{
    [Fact]
    public void Write_AndReadAgain_IsTheSame() => Assert.Equal(new GpuSet(0b1001), GpuIndices.Read(GpuIndices.Write(new GpuSet(0b1001))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0,8")]
    [InlineData("0, 1")]
    [InlineData("all")]
    public void Read_WhatIsNoList_IsNotKnown(string? text) => Assert.Null(GpuIndices.Read(text));
}
