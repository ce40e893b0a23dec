namespace Headroom.Chart.Tests.Rendering;

/// <summary>The renderer in eng/chart, built once; helm is not needed.</summary>
internal static class ChartRenderer
{
    private static readonly Lazy<Task<string>> Program = new(BuildAsync);

    /// <summary>The files in ci that stand for kinds of installations.</summary>
    public static readonly string[] Cases = ["default", "minimal", "full"];

    public static string ValuesOf(string name) => Path.Combine(Repository.Chart, "ci", name + "-values.yaml");

    public static async Task<RenderedChart> RenderAsync(string name) => new(await TextAsync(name));

    public static async Task<string> TextAsync(string name)
    {
        var (code, output, errors) = await TryAsync("-f", ValuesOf(name));
        Assert.True(code == 0, errors);
        return output;
    }

    /// <summary>The default installation with more values, which may be refused.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> TryWithAsync(string values)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, values);
            return await TryAsync("-f", ValuesOf("default"), "-f", file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static async Task<(int ExitCode, string Output, string Errors)> TryAsync(params string[] arguments) =>
        await Tool.RunAsync(await Program.Value, [.. arguments, Repository.Chart]);

    private static async Task<string> BuildAsync()
    {
        var go = Tool.Need("go");
        Assert.SkipUnless(Directory.Exists("/usr/share/gocode/src/github.com/Masterminds/sprig"), "sprig is not on this machine");
        var program = Path.Combine(Directory.CreateTempSubdirectory("headroom-chart-").FullName, "chart");
        var (code, _, errors) = await Tool.RunAsync(
            go, ["build", "-o", program, .. Directory.GetFiles(Path.Combine(Repository.Root, "eng/chart"), "*.go")],
            new Dictionary<string, string> { ["GO111MODULE"] = "off", ["GOPATH"] = "/usr/share/gocode", ["GOCACHE"] = Cache() });
        Assert.True(code == 0, errors);
        return program;
    }

    // Go's own place, or one that every run finds again where there is no home.
    private static string Cache() => Environment.GetEnvironmentVariable("GOCACHE") is { Length: > 0 } set ? set
        : Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".cache/go-build")
        : Path.Combine(Path.GetTempPath(), "headroom-go-build");
}
