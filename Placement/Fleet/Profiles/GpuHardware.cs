namespace Headroom.Placement.Fleet.Profiles;

/// <summary>A GPU type by its data sheet.</summary>
/// <param name="MemoryBytes">On the card.</param>
/// <param name="BytesPerSecond">Of its memory.</param>
/// <param name="FlopsPerSecond">16-bit, dense.</param>
public sealed record GpuHardware(string Name, double MemoryBytes, double BytesPerSecond, double FlopsPerSecond)
{
    public static GpuHardware L4 { get; } = new("L4", 24e9, 300e9, 121e12);

    public static GpuHardware A10G { get; } = new("A10G", 24e9, 600e9, 70e12);

    public static GpuHardware A100 { get; } = new("A100", 80e9, 2_039e9, 312e12);

    public static GpuHardware H100 { get; } = new("H100", 80e9, 3_350e9, 989e12);
}
