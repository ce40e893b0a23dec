namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>One start of a ServerlessService's replica, by component.</summary>
internal sealed class ColdStartRow
{
    public required string ServiceUid { get; init; }

    public DateTimeOffset Began { get; init; }

    public required string PodUid { get; init; }

    public required string Namespace { get; init; }

    public required string Service { get; init; }

    public required string Pod { get; init; }

    public required string Cause { get; init; }

    public bool IsFromZero { get; init; }

    public bool WasAwaited { get; init; }

    public double DecisionSeconds { get; init; }

    public double SchedulingSeconds { get; init; }

    public double? ImagePullSeconds { get; init; }

    public double ContainerStartSeconds { get; init; }

    public double LoadingSeconds { get; init; }

    public double? FirstByteSeconds { get; init; }
}
