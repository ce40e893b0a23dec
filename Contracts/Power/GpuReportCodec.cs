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

    public static GpuReport Read(ReadOnlySpan<byte> bytes, GpuReport? known)
    {
        var reader = new WireReader(bytes);
        string uuid = "", model = "";
        Span<ulong?> numbers = stackalloc ulong?[24];
        List<MigSlice>? slices = null;
        while (reader.Next(out int field))
        {
            switch (field)
            {
                case 1:
                    uuid = reader.ReadText(known?.Uuid);
                    break;
                case 3:
                    model = reader.ReadText(known?.Model);
                    break;
                case 24 when slices is null || slices.Count < MaxSlices:
                    (slices ??= []).Add(ReadSlice(reader.ReadBytes()));
                    break;
                case < 24:
                    numbers[field] = reader.ReadUInt64();
                    break;
                default:
                    break;
            }
        }

        return Compose(uuid, model, numbers, slices);
    }

    private static GpuReport Compose(string uuid, string model, ReadOnlySpan<ulong?> numbers, List<MigSlice>? slices) => new()
    {
        Uuid = uuid,
        Index = Narrow(numbers[2]) ?? 0,
        Model = model,
        State = (GpuState)(Narrow(numbers[4]) ?? 0),
        DrawMilliwatts = Narrow(numbers[5]),
        EnergyMillijoules = numbers[6],
        CoreMegahertz = Narrow(numbers[7]),
        MemoryMegahertz = Narrow(numbers[8]),
        MaxCoreMegahertz = Narrow(numbers[9]),
        PowerLimitMilliwatts = Narrow(numbers[10]),
        EnforcedLimitMilliwatts = Narrow(numbers[11]),
        MinLimitMilliwatts = Narrow(numbers[12]),
        MaxLimitMilliwatts = Narrow(numbers[13]),
        DefaultLimitMilliwatts = Narrow(numbers[14]),
        EventReasons = numbers[15],
        TemperatureCelsius = Narrow(numbers[16]),
        UtilizationPercent = Narrow(numbers[17]),
        SafeLimitMilliwatts = Narrow(numbers[18]),
        SafeLimitState = (SafeLimitState)(Narrow(numbers[19]) ?? 0),
        Lease = numbers[20] is { } term && numbers[21] is { } sequence ? new LeaseStamp(unchecked((long)term), unchecked((long)sequence)) : null,
        LockedClocks = Narrow(numbers[23]) is { } top ? new ClockRange(Narrow(numbers[22]) ?? 0, top) : null,
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

    private static uint? Narrow(ulong? value) => value switch
    {
        null => null,
        <= uint.MaxValue => (uint)value.Value,
        _ => throw new WireFormatException($"{value} does not fit"),
    };
}
