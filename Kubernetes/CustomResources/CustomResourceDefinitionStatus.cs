namespace Headroom.Kubernetes.CustomResources;

/// <summary>How far the server has got with it.</summary>
public sealed record CustomResourceDefinitionStatus
{
    public IReadOnlyList<Condition> Conditions { get => field ?? []; init; }
}
