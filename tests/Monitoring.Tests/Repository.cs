namespace Headroom.Monitoring.Tests;

/// <summary>Where the sources lie.</summary>
internal static class Repository
{
    /// <summary>The folder of Cloud.sln, above the tests' binaries.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Monitoring { get; } = Path.Combine(Root, "charts/headroom/monitoring");

    /// <summary>A program of the same build as this test.</summary>
    public static string Built(string project, string assembly)
    {
        var kind = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        return Path.Combine(Root, project, "bin", kind, "net10.0", assembly + ".dll");
    }

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Cloud.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Cloud.sln is in no folder above the tests"));
}
