using System.Runtime.InteropServices;

namespace Headroom.NodeAgent.Nvml.Native;

[StructLayout(LayoutKind.Sequential)]
internal struct NvmlProcessSample
{
    public uint ProcessId;
    public ulong Microseconds;
    public uint CorePercent;
    public uint MemoryPercent;
    public uint EncoderPercent;
    public uint DecoderPercent;
}
