namespace Headroom.Scaling.Policies;

/// <summary>Knative's autoscaler: mean load of a stable window over a target, a tenth of that window in a panic.</summary>
/// <param name="line">Utilization at a load.</param>
/// <param name="targetShare">Share of a replica's capacity that is planned with: Knative's 70% by default.</param>
/// <param name="stable">Steps of the stable window, ≥ 1; Knative's is a minute, so one step of a one-minute series.</param>
/// <remarks>
/// Knative Serving, autoscaling: panic at twice the capacity of what is ready; no scale-in while it panics. With steps of
/// a minute the panic window is the last step alone.
/// </remarks>
public sealed class KpaPolicy(UtilizationLine line, double targetShare, int stable) : IScalingPolicy
{
    private const double PanicThreshold = 2.0;

    private readonly Queue<double> _loads = new();
    private int _panicLeft;

    public string Name => "Kpa";

    public void Learn(in PolicyInput input) => Keep(input.Load);

    public int Decide(in PolicyInput input)
    {
        Keep(input.Load);
        var capacity = line.PerReplica * targetShare;
        var wanted = (int)Math.Ceiling(_loads.Average() / capacity);
        var panic = (int)Math.Ceiling(input.Load / capacity);
        _panicLeft = panic >= PanicThreshold * input.Replicas ? stable : Math.Max(0, _panicLeft - 1);
        return Math.Max(1, _panicLeft > 0 ? Math.Max(Math.Max(panic, wanted), input.Replicas) : wanted);
    }

    private void Keep(double load)
    {
        _loads.Enqueue(load);
        while (_loads.Count > stable)
        {
            _loads.Dequeue();
        }
    }
}
