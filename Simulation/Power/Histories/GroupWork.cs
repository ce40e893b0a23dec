namespace Headroom.Simulation.Power.Histories;

/// <summary>What one priority's servers do with nothing held back.</summary>
/// <param name="servers">How many there are.</param>
/// <param name="samples">How long.</param>
internal sealed class GroupWork(int servers, int samples)
{
    public int Servers => servers;

    /// <summary>Draw above idle without prefill, by sample, watts.</summary>
    public float[] Decode { get; } = new float[samples];

    /// <summary>What idle servers draw, by sample, watts.</summary>
    public float[] Idle { get; } = new float[samples];

    /// <summary>Servers in prefill, by sample; not whole.</summary>
    public float[] Prefill { get; } = new float[samples];
}
