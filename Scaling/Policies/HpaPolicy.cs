namespace Headroom.Scaling.Policies;

/// <summary>The HorizontalPodAutoscaler: ceil(n · utilization / target), a tolerance, and a window before it removes.</summary>
/// <param name="line">Utilization at a load.</param>
/// <param name="target">Target utilization: the limit less the margin that its user chose.</param>
/// <param name="stabilization">Steps whose highest recommendation counts for scale-in, ≥ 1: five minutes by default.</param>
/// <remarks>Kubernetes, Horizontal Pod Autoscaling: algorithm details; tolerance 0.1.</remarks>
public sealed class HpaPolicy(UtilizationLine line, double target, int stabilization) : IScalingPolicy
{
    private const double Tolerance = 0.1;

    private readonly Queue<int> _recent = new();

    public string Name => "Hpa";

    public void Learn(in PolicyInput input)
    {
    }

    public int Decide(in PolicyInput input)
    {
        var ratio = line.At(input.Load, input.Replicas) / target;
        var wanted = Math.Abs(ratio - 1) <= Tolerance ? input.Replicas : (int)Math.Ceiling(input.Replicas * ratio);
        _recent.Enqueue(wanted);
        while (_recent.Count > stabilization)
        {
            _recent.Dequeue();
        }

        return Math.Max(1, wanted < input.Replicas ? Math.Min(_recent.Max(), input.Replicas) : wanted);
    }
}
