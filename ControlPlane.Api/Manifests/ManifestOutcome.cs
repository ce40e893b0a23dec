namespace Headroom.ControlPlane.Api.Manifests;

/// <summary>What came of reading or changing an object as its caller.</summary>
internal abstract record ManifestOutcome
{
    private ManifestOutcome()
    {
    }

    public sealed record Found(string Yaml, string Version) : ManifestOutcome;

    public sealed record Changed(ManifestChange Change) : ManifestOutcome;

    /// <summary>By path of the field; "yaml" for the document as a whole.</summary>
    public sealed record Refused(IReadOnlyList<(string Field, string Message)> Errors) : ManifestOutcome;

    /// <summary>Somebody else has changed it since it was read.</summary>
    public sealed record Moved(string Version) : ManifestOutcome;

    public sealed record Missing : ManifestOutcome;

    /// <summary>By the cluster's own word.</summary>
    public sealed record Forbidden(string Reason) : ManifestOutcome;
}
