namespace Headroom.LocalCluster.Kinds;

/// <summary>Where a kind keeps what its scale subresource shows.</summary>
/// <param name="Selector">Null when the kind has no selector.</param>
internal sealed record ScalePaths(string[] SpecReplicas, string[] StatusReplicas, string[]? Selector)
{
    public static readonly ScalePaths Workload = new(["spec", "replicas"], ["status", "replicas"], ["spec", "selector"]);

    public static string[] Split(string path) => path.TrimStart('.').Split('.');
}
