namespace Headroom.ControlPlane.Api.Portal;

/// <summary>Section <c>Portal</c>.</summary>
internal sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>Folder of the built portal. Unset: web/dist beside the program, if it exists. A folder that is set must exist.</summary>
    public string? Directory { get; init; }

    /// <returns>Null when there is no portal.</returns>
    public string? Resolve()
    {
        string beside = Path.Combine(AppContext.BaseDirectory, "web", "dist");
        return Directory is { Length: > 0 } ? Path.GetFullPath(Directory)
            : System.IO.Directory.Exists(beside) ? beside
            : null;
    }
}
