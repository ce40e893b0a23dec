using System.Diagnostics;
using Headroom.LocalCluster.Hosting;

namespace Headroom.LocalCluster.Tests.Kubectl;

/// <summary>Runs one version of the real kubectl against a cluster, with a home of its own for its caches.</summary>
internal sealed class KubectlProcess : IDisposable
{
    private readonly string _binary;
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("kubectl-");

    private KubectlProcess(string binary, string kubeconfig)
    {
        _binary = binary;
        KubeconfigFile.Write(Kubeconfig, kubeconfig);
    }

    public string Kubeconfig => Path.Combine(_home.FullName, "config");

    /// <summary>Skips the running test when this machine lacks the version.</summary>
    public static KubectlProcess Start(string version, string kubeconfig)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(Folder)
            .Distinct();
        var binary = folders.Select(f => Path.Combine(f, $"kubectl.{version}")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(binary is null, $"kubectl.{version} is not installed beside kubectl");
        return new KubectlProcess(binary!, kubeconfig);
    }

    public async Task<(int ExitCode, string Output)> RunAsync(string arguments, string? input, CancellationToken ct)
    {
        var start = new ProcessStartInfo(_binary)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(AppContext.BaseDirectory, "Golden"),
        };
        foreach (var argument in arguments.Split(' '))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["HOME"] = _home.FullName;
        start.Environment["KUBECONFIG"] = Kubeconfig;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input ?? "");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
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

    public void Dispose() => _home.Delete(recursive: true);
}
