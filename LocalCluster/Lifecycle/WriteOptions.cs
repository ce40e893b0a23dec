namespace Headroom.LocalCluster.Lifecycle;

/// <summary>What a write request asks for beside the object.</summary>
/// <param name="Strict">Unknown fields refuse the write instead of being dropped with a warning.</param>
/// <param name="IsForced">An apply takes the fields that others manage.</param>
internal sealed record WriteOptions(
    string Manager = "local-cluster", bool Strict = false, bool DryRun = false, bool IsForced = false)
{
    public static readonly WriteOptions Default = new();

    /// <summary>True for what comes over HTTP: unknown members are looked for and field managers recorded.</summary>
    /// <remarks>The simulated controllers write what they know, thousands of times a second, and are no one's rivals.</remarks>
    public bool IsRequest { get; init; }

    /// <summary>False where the server ignores unknown members without a word.</summary>
    public bool Warns { get; init; } = true;

    /// <summary>Sentences for the Warning headers of the response.</summary>
    public List<string> Warnings { get; } = [];
}
