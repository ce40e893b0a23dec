using Headroom.ControlPlane.Api.Store.Schema;
using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Tests.Store.Schema;

public sealed class CandidateCodecTests
{
    [Fact]
    public void Unpack_WhatWasPacked_IsTheSameInSinglePrecision()
    {
        CandidateRecord[] candidates = [new(0, 1.5, 0, 2, 0.25, 1), new(127, 1, 2, 3, 4, 0.5), new(1_000_000, -1, double.NaN, 0, 0, 0)];

        var unpacked = CandidateCodec.Unpack(CandidateCodec.Pack(candidates));

        Assert.Equal(candidates, unpacked);
    }

    [Fact]
    public void Pack_ManyReplicas_IsSmall() =>
        Assert.Equal(21, CandidateCodec.Pack([new CandidateRecord(127, 1, 2, 3, 4, 0.5)])?.Length);

    [Fact]
    public void Pack_None_IsNull() => Assert.Null(CandidateCodec.Pack([]));
}
