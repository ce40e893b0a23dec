using Headroom.Contracts.Power;
using Headroom.Contracts.Wire;

namespace Headroom.Contracts.Tests.Power;

public sealed class NodeReportCodecTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var read = NodeReportCodec.Read(Reports.Bytes(Reports.Full));

        Assert.Equal(Reports.Full with { Gpus = [], Pods = [] }, read with { Gpus = [], Pods = [] });
        Assert.Equal(Reports.Full.Gpus.Select(g => g with { MigSlices = [] }), read.Gpus.Select(g => g with { MigSlices = [] }));
        Assert.Equal(Reports.Full.Gpus[0].MigSlices, read.Gpus[0].MigSlices);
        Assert.Equal(Reports.Full.Pods, read.Pods);
    }

    [Fact]
    public void Read_UnreadableValue_IsUnknownAndNotZero()
    {
        var lost = NodeReportCodec.Read(Reports.Bytes(Reports.Full)).Gpus[1];

        Assert.Null(lost.DrawMilliwatts);
        Assert.Null(lost.Lease);
    }

    [Fact]
    public void Read_SameTextsAgain_AllocatesThemOnce()
    {
        var first = NodeReportCodec.Read(Reports.Bytes(Reports.Full));

        var second = NodeReportCodec.Read(Reports.Bytes(Reports.Full), first);

        Assert.Same(first.Node, second.Node);
        Assert.Same(first.Gpus[0].Model, second.Gpus[0].Model);
        Assert.Same(first.Pods[0].Name, second.Pods[0].Name);
    }

    [Fact]
    public void Read_FieldsOfALaterVersion_AreIgnored()
    {
        var writer = new WireWriter();
        NodeReportCodec.Write(writer, Reports.Full with { Version = NodeReport.CurrentVersion + 1 });
        writer.Number(900, 7UL);
        writer.Text(901, "later");
        writer.End(writer.Begin(902));

        var read = NodeReportCodec.Read(writer.Written.Span);

        Assert.Equal(NodeReport.CurrentVersion + 1, read.Version);
        Assert.Equal(2, read.Gpus.Count);
    }

    [Fact]
    public void Read_ReportOfAnEarlierVersion_LacksWhatItLacked()
    {
        var writer = new WireWriter();
        writer.Text(2, "gpu-7");
        int begun = writer.Begin(15);
        writer.Text(1, "GPU-0");
        writer.End(begun);

        var read = NodeReportCodec.Read(writer.Written.Span);

        Assert.Equal("GPU-0", Assert.Single(read.Gpus).Uuid);
        Assert.Equal(SafeLimitState.None, read.Gpus[0].SafeLimitState);
    }

    [Fact]
    public void Read_CutAnywhere_IsRefusedOrShorterButNeverCrashes()
    {
        byte[] bytes = Reports.Bytes(Reports.Full);
        for (int length = 0; length < bytes.Length; length++)
        {
            try
            {
                NodeReportCodec.Read(bytes.AsSpan(0, length));
            }
            catch (WireFormatException)
            {
                // A cut between fields cannot be seen; any other is.
            }
        }
    }

    [Fact]
    public void Read_AnnouncedBillionGpus_IsRefusedBeforeAllocating()
    {
        var writer = new WireWriter();
        writer.Number(13, 1_000_000_000UL);

        Assert.Throws<WireFormatException>(() => NodeReportCodec.Read(writer.Written.Span));
    }

    [Fact]
    public void Write_EightGpus_StaysUnderTwoKilobytes()
    {
        var report = Reports.Full with { Gpus = [.. Enumerable.Repeat(Reports.Full.Gpus[0] with { MigSlices = [], Uuid = Guid.NewGuid().ToString() }, 8)] };

        Assert.InRange(Reports.Bytes(report).Length, 500, 2_000);
    }
}
