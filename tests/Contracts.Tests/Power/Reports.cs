using Headroom.Contracts.Power;
using Headroom.Contracts.Wire;

namespace Headroom.Contracts.Tests.Power;

internal static class Reports
{
    public static NodeReport Full { get; } = new()
    {
        Node = "gpu-7",
        AgentVersion = "0.1.0",
        BootId = "2f1c",
        Instance = "a1",
        Number = 41,
        Driver = DriverState.Ready,
        DriverVersion = "550.54.15",
        CanControl = true,
        HostMilliwatts = 310_500,
        Lease = new LeaseStamp(3, 99),
        Gpus =
        [
            new GpuReport
            {
                Uuid = "GPU-0",
                Model = "NVIDIA H100 80GB HBM3",
                State = GpuState.Ready,
                DrawMilliwatts = 412_345,
                EnergyMillijoules = ulong.MaxValue,
                CoreMegahertz = 1_980,
                MemoryMegahertz = 2_619,
                MaxCoreMegahertz = 1_980,
                PowerLimitMilliwatts = 700_000,
                EnforcedLimitMilliwatts = 650_000,
                MinLimitMilliwatts = 200_000,
                MaxLimitMilliwatts = 700_000,
                DefaultLimitMilliwatts = 700_000,
                EventReasons = 0x84,
                TemperatureCelsius = 0,
                UtilizationPercent = 100,
                SafeLimitMilliwatts = 350_000,
                SafeLimitState = SafeLimitState.Confirmed,
                Lease = new LeaseStamp(3, 99),
                LockedClocks = new ClockRange(210, 1_110),
                MigSlices = [new MigSlice("MIG-a", 3, 40_192), new MigSlice("MIG-b", 4, 40_192)],
            },
            new GpuReport { Uuid = "GPU-1", Index = 1, State = GpuState.Lost },
        ],
        Pods = [new PodPower("prod", "chat-0", 400_000, 12_000_000)],
    };

    public static byte[] Bytes(NodeReport report)
    {
        var writer = new WireWriter();
        NodeReportCodec.Write(writer, report);
        return writer.Written.ToArray();
    }
}
