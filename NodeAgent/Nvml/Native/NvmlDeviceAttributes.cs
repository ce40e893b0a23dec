using System.Runtime.InteropServices;

namespace Headroom.NodeAgent.Nvml.Native;

/// <summary>Of a MIG device.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvmlDeviceAttributes
{
    public uint Multiprocessors;
    public uint CopyEngines;
    public uint Decoders;
    public uint Encoders;
    public uint JpegEngines;
    public uint OpticalFlowEngines;
    public uint GpuSlices;
    public uint ComputeSlices;
    public ulong MemoryMebibytes;
}
