using System.Runtime.InteropServices;

namespace Headroom.NodeAgent.Nvml.Native;

[StructLayout(LayoutKind.Sequential)]
internal struct NvmlUtilization
{
    public uint GpuPercent;
    public uint MemoryPercent;
}
