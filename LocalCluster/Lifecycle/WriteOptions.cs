namespace Headroom.LocalCluster.Lifecycle;

/// <summary>What a write asks for beside the object.</summary>
/// <param name="Manager">Whose the written fields are; empty for what the server does by itself and nobody manages.</param>
/// <param name="Strict">Unknown fields refuse the write instead of being dropped with a warning.</param>
/// <param name="IsForced">An apply takes the fields that others manage.</param>
internal sealed record WriteOptions(string Manager = "", bool Strict = false, bool DryRun = false, bool IsForced = false)
{
    public static readonly WriteOptions Server = new() { Warns = false };

    /// <summary>Every simulated controller: on a real cluster they are one program, and its name is what people see.</summary>
    public static readonly WriteOptions Controllers = Of("kube-controller-manager");

    public static readonly WriteOptions Scheduler = Of("kube-scheduler");

    public static readonly WriteOptions Kubelet = Of("kubelet");

    /// <summary>Whether the fields that a create or update changes become the manager's; an apply records its own.</summary>
    public bool RecordsUpdate { get; init; }

    /// <summary>False where unknown members are ignored without a word.</summary>
    public bool Warns { get; init; } = true;

    /// <summary>Sentences for the Warning headers of the response.</summary>
    public List<string> Warnings { get; } = [];

    private static WriteOptions Of(string manager) => new(manager) { RecordsUpdate = true, Warns = false };
}
