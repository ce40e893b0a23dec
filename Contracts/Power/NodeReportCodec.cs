using Headroom.Contracts.Wire;

namespace Headroom.Contracts.Power;

/// <summary>Bytes of a <see cref="NodeReport"/>. Field numbers are never given a second meaning.</summary>
public static class NodeReportCodec
{
    /// <summary>More GPUs or pods than this are no node: a bound on what a report can make the reader allocate.</summary>
    public const int MaxItems = 1024;

    public static void Write(WireWriter writer, NodeReport report)
    {
        writer.Number(1, (ulong)report.Version);
        writer.Text(2, report.Node);
        writer.Text(3, report.AgentVersion);
        writer.Text(4, report.BootId);
        writer.Text(5, report.Instance);
        writer.Number(6, report.Number);
        writer.Number(7, (ulong)report.Driver);
        writer.Text(8, report.DriverVersion);
        writer.Flag(9, report.CanControl);
        writer.Number(10, report.HostMilliwatts);
        writer.Number(11, report.Lease?.Term);
        writer.Number(12, report.Lease?.Sequence);

        // The counts first, so that the reader makes each array once.
        writer.Number(13, (ulong)report.Gpus.Count);
        writer.Number(14, (ulong)report.Pods.Count);
        foreach (var gpu in report.Gpus)
        {
            int begun = writer.Begin(15);
            GpuReportCodec.Write(writer, gpu);
            writer.End(begun);
        }

        foreach (var pod in report.Pods)
        {
            int begun = writer.Begin(16);
            writer.Text(1, pod.Namespace);
            writer.Text(2, pod.Name);
            writer.Number(3, pod.Milliwatts);
            writer.Number(4, pod.Millijoules);
            writer.End(begun);
        }
    }

    /// <param name="bytes">One report.</param>
    /// <param name="previous">The node's last one, whose texts are used again where they are the same.</param>
    /// <exception cref="WireFormatException">The bytes are no report, or it names more than <see cref="MaxItems"/> GPUs or pods.</exception>
    public static NodeReport Read(ReadOnlySpan<byte> bytes, NodeReport? previous = null)
    {
        var reader = new WireReader(bytes);
        var draft = new NodeReportDraft(previous);
        while (reader.Next(out int field))
        {
            draft.Read(ref reader, field);
        }

        return draft.ToReport();
    }
}
