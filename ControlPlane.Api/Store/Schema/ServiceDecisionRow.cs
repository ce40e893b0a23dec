namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>One change of a ServerlessService's replicas.</summary>
internal sealed class ServiceDecisionRow
{
    public required string ServiceUid { get; init; }

    public DateTimeOffset Decided { get; init; }

    public required string Namespace { get; init; }

    public required string Service { get; init; }

    public int ReplicasBefore { get; init; }

    public int Replicas { get; init; }

    public required string Reason { get; init; }

    public required string Message { get; init; }
}
