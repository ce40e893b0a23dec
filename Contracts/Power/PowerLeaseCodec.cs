using Headroom.Contracts.Wire;

namespace Headroom.Contracts.Power;

/// <summary>Bytes of a <see cref="PowerLease"/>. Field numbers are never given a second meaning.</summary>
public static class PowerLeaseCodec
{
    private const int MaxCaps = 256;

    public static void Write(WireWriter writer, PowerLease lease)
    {
        writer.Number(1, lease.Stamp.Term);
        writer.Number(2, lease.Stamp.Sequence);
        writer.Number(3, (ulong)lease.Duration.TotalMilliseconds);
        foreach (var cap in lease.Caps)
        {
            int begun = writer.Begin(4);
            writer.Text(1, cap.Uuid);
            writer.Number(2, (ulong?)cap.PowerLimitMilliwatts);
            writer.Number(3, (ulong?)cap.Clocks?.MinMegahertz);
            writer.Number(4, (ulong?)cap.Clocks?.MaxMegahertz);
            writer.Number(5, (ulong?)cap.SafeLimitMilliwatts);
            writer.End(begun);
        }

        writer.Flag(5, lease.IsRelease);
    }

    /// <exception cref="WireFormatException">The bytes are no lease.</exception>
    public static PowerLease Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        long term = 0, sequence = 0;
        uint milliseconds = 0;
        bool isRelease = false;
        var caps = new List<GpuCap>();
        while (reader.Next(out int field))
        {
            switch (field)
            {
                case 1:
                    term = reader.ReadInt64();
                    break;
                case 2:
                    sequence = reader.ReadInt64();
                    break;
                case 3:
                    milliseconds = reader.ReadUInt32();
                    break;
                case 4 when caps.Count < MaxCaps:
                    caps.Add(ReadCap(reader.ReadBytes()));
                    break;
                case 5:
                    isRelease = reader.ReadBool();
                    break;
                default:
                    break;
            }
        }

        return new PowerLease
        {
            Stamp = new LeaseStamp(term, sequence),
            Duration = TimeSpan.FromMilliseconds(milliseconds),
            Caps = caps,
            IsRelease = isRelease,
        };
    }

    private static GpuCap ReadCap(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        string uuid = "";
        uint? limit = null, min = null, max = null, safe = null;
        while (reader.Next(out int field))
        {
            switch (field)
            {
                case 1:
                    uuid = reader.ReadText();
                    break;
                case 2:
                    limit = reader.ReadUInt32();
                    break;
                case 3:
                    min = reader.ReadUInt32();
                    break;
                case 4:
                    max = reader.ReadUInt32();
                    break;
                case 5:
                    safe = reader.ReadUInt32();
                    break;
                default:
                    break;
            }
        }

        return new GpuCap
        {
            Uuid = uuid,
            PowerLimitMilliwatts = limit,
            Clocks = max is { } top ? new ClockRange(min ?? 0, top) : null,
            SafeLimitMilliwatts = safe,
        };
    }
}
