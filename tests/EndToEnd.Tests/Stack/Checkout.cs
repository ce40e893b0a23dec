using Headroom.Testing;

namespace Headroom.EndToEnd.Tests.Stack;

/// <summary>A root of its own for the launcher: links to this build, its own .state and ports.</summary>
internal sealed class Checkout : IDisposable
{
    private static readonly string[] Linked = ["Activator", "Cli", "LocalCluster", "ControlPlane.Api", "SimulatedNodes", "charts", "examples", "web"];

    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-e2e-").FullName;

    public Checkout()
    {
        Root = Path.Combine(_folder, "root");
        Directory.CreateDirectory(Root);
        foreach (var name in Linked)
        {
            Directory.CreateSymbolicLink(Path.Combine(Root, name), Path.Combine(Repository, name));
        }
    }

    public static string Repository { get; } = FindRepository();

    public string Root { get; }

    public string State => Path.Combine(Root, ".state");

    public int PortalPort { get; } = LoopbackPort.Free();

    public int ClusterPort { get; } = LoopbackPort.Free();

    public int PostgresPort { get; } = LoopbackPort.Free();

    public int AgentsPort { get; } = LoopbackPort.Free();

    public int ServicesPort { get; } = LoopbackPort.Free();

    /// <summary>For files of the test that are not below the root.</summary>
    public string Beside(string name) => Path.Combine(_folder, name);

    /// <summary>The launcher of the same build as this test.</summary>
    public string[] Command(params string[] options)
    {
        var kind = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        return [Path.Combine(Repository, "Cli", "bin", kind, "net10.0", "Headroom.Cli.dll"), "local", "--root", Root, .. options];
    }

    public string[] StartCommand(params string[] options) => Command(
    [
        "--port", $"{PortalPort}", "--cluster-port", $"{ClusterPort}", "--postgres-port", $"{PostgresPort}", "--agents-port", $"{AgentsPort}", "--services-port", $"{ServicesPort}", "--speed", "60", .. options,
    ]);

    public Task<Outcome> RunAsync(params string[] options) => Programs.RunAsync("dotnet", Command(options));

    public Task<Outcome> RunStartAsync(params string[] options) => Programs.RunAsync("dotnet", StartCommand(options));

    /// <summary>Processes that name this root or work in it. PostgreSQL's rewrite their command line, but keep the folder.</summary>
    public IReadOnlyList<string> Processes() =>
        [.. Directory.EnumerateDirectories("/proc")
            .Where(static folder => int.TryParse(Path.GetFileName(folder), out _))
            .Select(folder => (Folder: folder, Line: CommandLine(folder)))
            .Where(p => p.Line.Contains(Root, StringComparison.Ordinal) || WorksHere(p.Folder))
            .Select(static p => $"{Path.GetFileName(p.Folder)} {p.Line}")];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cloud.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Cloud.sln is in no folder above the tests");
    }

    private static string CommandLine(string folder)
    {
        try
        {
            // A process that ended but was not yet waited for has an empty line; it is gone.
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ').Trim();
        }
        catch (IOException)
        {
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }

    private bool WorksHere(string folder)
    {
        try
        {
            return new FileInfo(Path.Combine(folder, "cwd")).LinkTarget?.StartsWith(Root, StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
