using System.Runtime.InteropServices;

namespace Headroom.NodeAgent.Nvml.Native;

/// <summary>The functions of libnvidia-ml that are called, under their own names.</summary>
/// <remarks>Power in milliwatts, energy in millijoules since the driver was loaded, clocks in MHz.</remarks>
internal static partial class NvmlApi
{
    public const string Library = "nvml";

    /// <summary>nvmlClockType_t: the multiprocessors' clock.</summary>
    public const int CoreClock = 1;

    public const int MemoryClock = 2;

    /// <summary>nvmlTemperatureSensors_t: the die's.</summary>
    public const int DieSensor = 0;

    /// <summary>NVML_DEVICE_UUID_V2_BUFFER_SIZE and NVML_DEVICE_NAME_V2_BUFFER_SIZE.</summary>
    public const int TextLength = 96;

    [LibraryImport(Library, EntryPoint = "nvmlInit_v2")]
    public static partial NvmlResult Init();

    [LibraryImport(Library, EntryPoint = "nvmlShutdown")]
    public static partial NvmlResult Shutdown();

    [LibraryImport(Library, EntryPoint = "nvmlErrorString")]
    public static partial nint ErrorString(NvmlResult result);

    [LibraryImport(Library, EntryPoint = "nvmlSystemGetDriverVersion")]
    public static partial NvmlResult DriverVersion(Span<byte> text, uint length);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetCount_v2")]
    public static partial NvmlResult Count(out uint count);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetHandleByIndex_v2")]
    public static partial NvmlResult Handle(uint index, out nint device);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetUUID")]
    public static partial NvmlResult Uuid(nint device, Span<byte> text, uint length);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetName")]
    public static partial NvmlResult Name(nint device, Span<byte> text, uint length);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetPowerUsage")]
    public static partial NvmlResult PowerUsage(nint device, out uint milliwatts);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetTotalEnergyConsumption")]
    public static partial NvmlResult Energy(nint device, out ulong millijoules);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetClockInfo")]
    public static partial NvmlResult Clock(nint device, int type, out uint megahertz);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetMaxClockInfo")]
    public static partial NvmlResult MaxClock(nint device, int type, out uint megahertz);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetPowerManagementLimit")]
    public static partial NvmlResult PowerLimit(nint device, out uint milliwatts);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetEnforcedPowerLimit")]
    public static partial NvmlResult EnforcedLimit(nint device, out uint milliwatts);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetPowerManagementDefaultLimit")]
    public static partial NvmlResult DefaultLimit(nint device, out uint milliwatts);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetPowerManagementLimitConstraints")]
    public static partial NvmlResult LimitConstraints(nint device, out uint minMilliwatts, out uint maxMilliwatts);

    /// <summary>The older of its two names, which every driver has.</summary>
    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetCurrentClocksThrottleReasons")]
    public static partial NvmlResult EventReasons(nint device, out ulong reasons);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetTemperature")]
    public static partial NvmlResult Temperature(nint device, int sensor, out uint celsius);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetUtilizationRates")]
    public static partial NvmlResult Utilization(nint device, out NvmlUtilization rates);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetProcessUtilization")]
    public static partial NvmlResult ProcessUtilization(nint device, Span<NvmlProcessSample> samples, ref uint count, ulong sinceMicroseconds);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetMigMode")]
    public static partial NvmlResult MigMode(nint device, out uint current, out uint pending);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetMaxMigDeviceCount")]
    public static partial NvmlResult MaxMigDevices(nint device, out uint count);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetMigDeviceHandleByIndex")]
    public static partial NvmlResult MigDevice(nint device, uint index, out nint migDevice);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetAttributes_v2")]
    public static partial NvmlResult Attributes(nint migDevice, out NvmlDeviceAttributes attributes);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceSetPowerManagementLimit")]
    public static partial NvmlResult SetPowerLimit(nint device, uint milliwatts);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceSetGpuLockedClocks")]
    public static partial NvmlResult LockClocks(nint device, uint minMegahertz, uint maxMegahertz);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceResetGpuLockedClocks")]
    public static partial NvmlResult UnlockClocks(nint device);
}
