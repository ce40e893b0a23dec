namespace Headroom.LocalCluster.Simulation;

/// <summary>Addresses that are counted up from 10.N.0.1; nothing listens on them.</summary>
internal static class SimulatedAddress
{
    public static string Of(int network, int number) => $"10.{network + ((number >> 16) & 31)}.{(number >> 8) & 255}.{number & 255}";

    /// <summary>The highest number among the addresses, so that counting goes on after a restart; 0 when there is none.</summary>
    public static int Highest(int network, IEnumerable<string?> addresses) => addresses.Select(a => Number(network, a)).DefaultIfEmpty(0).Max();

    private static int Number(int network, string? address) =>
        address?.Split('.') is ["10", var a, var b, var c] && int.TryParse(a, out var high) && int.TryParse(b, out var middle) && int.TryParse(c, out var low)
            ? ((high - network) << 16) + (middle << 8) + low
            : 0;
}
