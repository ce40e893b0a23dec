namespace Headroom.Kubernetes.Watching;

/// <summary>How far a watch has got.</summary>
internal sealed class WatchCursor(string version)
{
    public string Version { get; private set; } = version;

    /// <summary>Every event counts, not only bookmarks: a quiet selector may never see one.</summary>
    public void MoveTo(string? version)
    {
        if (!string.IsNullOrEmpty(version))
        {
            Version = version;
        }
    }
}
