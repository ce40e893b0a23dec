namespace Headroom.Bench.Fleet;

/// <summary>A row of the published Arena-120 table: GPUs of L4, A10G, A100 and H100 for one rate.</summary>
internal sealed record PublishedAllocation(int Rate, string Policy, IReadOnlyList<int> Counts, double Cost)
{
    public bool IsMix => Policy == "melange";
}
