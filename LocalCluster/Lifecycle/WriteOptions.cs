namespace Headroom.LocalCluster.Lifecycle;

/// <summary>What a write request asks for beside the object.</summary>
/// <param name="Strict">Unknown fields refuse the write instead of being dropped with a warning.</param>
internal sealed record WriteOptions(string Manager = "local-cluster", bool Strict = false, bool DryRun = false)
{
    public static readonly WriteOptions Default = new();

    /// <summary>Sentences for the Warning headers of the response.</summary>
    public List<string> Warnings { get; } = [];
}
