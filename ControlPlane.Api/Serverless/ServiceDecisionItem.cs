namespace Headroom.ControlPlane.Api.Serverless;

/// <summary>One change of a service's replicas.</summary>
internal sealed record ServiceDecisionItem(DateTimeOffset Time, int ReplicasBefore, int Replicas, string Reason, string Message);

/// <summary>Newest first.</summary>
internal sealed record ServiceDecisionPage(IReadOnlyList<ServiceDecisionItem> Items);
