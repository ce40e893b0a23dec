using System.Diagnostics;
using Headroom.LocalCluster.Hosting;

namespace Headroom.LocalCluster.Tests.Conformance;

/// <summary>Runs one version of the real kubectl against a cluster.</summary>
internal sealed class KubectlProcess
{
    private readonly DirectoryInfo _home;
    private readonly string _scope;

    /// <param name="scope">The namespace that the commands speak about by default.</param>
    /// <param name="home">Where it works and keeps its kubeconfig; what it learns of the cluster is kept a folder above.</param>
    public KubectlProcess(string binary, string kubeconfig, string scope, DirectoryInfo home)
    {
        (_scope, _home) = (scope, home);
        KubeconfigFile.Write(Kubeconfig, kubeconfig);
        File.CreateSymbolicLink(Path.Combine(_home.FullName, "kubectl"), binary);
    }

    public string Kubeconfig => Path.Combine(_home.FullName, "config");

    /// <summary>The versions beside the kubectl on the path, oldest first.</summary>
    public static IReadOnlyList<(Version Version, string Path)> Installed() =>
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(Folder).Distinct().Where(Directory.Exists)
            .SelectMany(f => Directory.GetFiles(f, "kubectl.1.*"))
            .Where(p => Version.TryParse(Path.GetFileName(p)["kubectl.".Length..], out _))
            .Select(p => (Version: Version.Parse(Path.GetFileName(p)["kubectl.".Length..]), Path: p))
            .DistinctBy(v => v.Version).OrderBy(v => v.Version),
    ];

    public async Task<(int ExitCode, string Output)> RunAsync(Step step, CancellationToken ct)
    {
        var start = new ProcessStartInfo("timeout")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _home.FullName,
            ArgumentList = { "100", "bash", "-c", step.Run }, // a step that hangs ends as one that failed
        };
        start.Environment["HOME"] = _home.Parent?.FullName; // tables share what discovery answered, as a person's terminals do
        start.Environment["TMPDIR"] = _home.FullName; // kubectl edit leaves its files behind
        start.Environment["PATH"] = $"{_home.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["KUBECONFIG"] = Kubeconfig;
        start.Environment["NS"] = _scope;
        start.Environment["GOGC"] = "off"; // collecting garbage costs so short a process a quarter of its time
        start.Environment["KUBE_EDITOR"] = step.Editor ?? "false";
        using var process = Process.Start(start)!; // null only with UseShellExecute
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        var input = (step.Input ?? "").Replace("$NS", _scope, StringComparison.Ordinal);
        try
        {
            // The older versions take what begins with a brace for JSON.
            await process.StandardInput.WriteAsync(input.StartsWith('{') ? "---\n" + input : input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The command read no input and is gone already.
        }

        await process.WaitForExitAsync(ct);
        return (process.ExitCode, await output + await errors);
    }

    // The kubectl on the path may be a link into the folder that holds the versions.
    private static string Folder(string onPath)
    {
        var link = new FileInfo(Path.Combine(onPath, "kubectl"));
        return link.Exists && link.ResolveLinkTarget(returnFinalTarget: true) is { } target
            ? Path.GetDirectoryName(target.FullName) ?? onPath
            : onPath;
    }
}
