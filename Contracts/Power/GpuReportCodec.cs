using Headroom.Contracts.Wire;

namespace Headroom.Contracts.Power;

/// <summary>Bytes of a <see cref="GpuReport"/>. Field numbers are never given a second meaning.</summary>
internal static class GpuReportCodec
{
    private const int MaxSlices = 64;

    public static void Write(WireWriter writer, in GpuReport gpu)
    {
        writer.Text(1, gpu.Uuid);
        writer.Number(2, (ulong)gpu.Index);
        writer.Text(3, gpu.Model);
        writer.Number(4, (ulong)gpu.State);
        writer.Number(5, (ulong?)gpu.DrawMilliwatts);
        writer.Number(6, gpu.EnergyMillijoules);
        writer.Number(7, (ulong?)gpu.CoreMegahertz);
        writer.Number(8, (ulong?)gpu.MemoryMegahertz);
        writer.Number(9, (ulong?)gpu.MaxCoreMegahertz);
        writer.Number(10, (ulong?)gpu.PowerLimitMilliwatts);
        writer.Number(11, (ulong?)gpu.EnforcedLimitMilliwatts);
        writer.Number(12, (ulong?)gpu.MinLimitMilliwatts);
        writer.Number(13, (ulong?)gpu.MaxLimitMilliwatts);
        writer.Number(14, (ulong?)gpu.DefaultLimitMilliwatts);
        writer.Number(15, gpu.EventReasons);
        writer.Number(16, (ulong?)gpu.TemperatureCelsius);
        writer.Number(17, (ulong?)gpu.UtilizationPercent);
        writer.Number(18, (ulong?)gpu.SafeLimitMilliwatts);
        writer.Number(19, (ulong)gpu.SafeLimitState);
        writer.Number(20, gpu.Lease?.Term);
        writer.Number(21, gpu.Lease?.Sequence);
        writer.Number(22, (ulong?)gpu.LockedClocks?.MinMegahertz);
        writer.Number(23, (ulong?)gpu.LockedClocks?.MaxMegahertz);
        foreach (var slice in gpu.MigSlices)
        {
            int begun = writer.Begin(24);
            writer.Text(1, slice.Uuid);
            writer.Number(2, (ulong)slice.ComputeSlices);
            writer.Number(3, (ulong)slice.MemoryMebibytes);
            writer.End(begun);
        }
    }

    /// <param name="known">The card as it was last reported, for its texts; without any where it is new.</param>
    public static GpuReport Read(ReadOnlySpan<byte> bytes, in GpuReport known)
    {
        var reader = new WireReader(bytes);
        string uuid = "", model = "";
        var numbers = new FieldNumbers(stackalloc ulong[FieldNumbers.Room]);
        List<MigSlice>? slices = null;
        while (reader.Next(out int field))
        {
            switch (field)
            {
                case 1:
                    uuid = reader.ReadText(known.Uuid);
                    break;
                case 3:
                    model = reader.ReadText(known.Model);
                    break;
                case 24 when slices is null || slices.Count < MaxSlices:
                    (slices ??= []).Add(ReadSlice(reader.ReadBytes()));
                    break;
                case < 24:
                    numbers.Set(field, reader.ReadUInt64());
                    break;
                default:
                    break;
            }
        }

        return Compose(uuid, model, numbers, slices);
    }

    private static GpuReport Compose(string uuid, string model, FieldNumbers numbers, List<MigSlice>? slices) => new()
    {
        Uuid = uuid,
        Index = numbers.Narrow(2) ?? 0,
        Model = model,
        State = (GpuState)(numbers.Narrow(4) ?? 0),
        DrawMilliwatts = numbers.Narrow(5),
        EnergyMillijoules = numbers.Wide(6),
        CoreMegahertz = numbers.Narrow(7),
        MemoryMegahertz = numbers.Narrow(8),
        MaxCoreMegahertz = numbers.Narrow(9),
        PowerLimitMilliwatts = numbers.Narrow(10),
        EnforcedLimitMilliwatts = numbers.Narrow(11),
        MinLimitMilliwatts = numbers.Narrow(12),
        MaxLimitMilliwatts = numbers.Narrow(13),
        DefaultLimitMilliwatts = numbers.Narrow(14),
        EventReasons = numbers.Wide(15),
        TemperatureCelsius = numbers.Narrow(16),
        UtilizationPercent = numbers.Narrow(17),
        SafeLimitMilliwatts = numbers.Narrow(18),
        SafeLimitState = (SafeLimitState)(numbers.Narrow(19) ?? 0),
        Lease = numbers.Wide(20) is { } term && numbers.Wide(21) is { } sequence ? new LeaseStamp(unchecked((long)term), unchecked((long)sequence)) : null,
        LockedClocks = numbers.Narrow(23) is { } top ? new ClockRange(numbers.Narrow(22) ?? 0, top) : null,
        MigSlices = slices ?? (IReadOnlyList<MigSlice>)[],
    };

    private static MigSlice ReadSlice(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        string uuid = "";
        uint compute = 0, memory = 0;
        while (reader.Next(out int field))
        {
            switch (field)
            {
                case 1:
                    uuid = reader.ReadText();
                    break;
                case 2:
                    compute = reader.ReadUInt32();
                    break;
                case 3:
                    memory = reader.ReadUInt32();
                    break;
                default:
                    break;
            }
        }

        return new MigSlice(uuid, compute, memory);
    }
}
