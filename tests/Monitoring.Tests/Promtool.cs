using System.Diagnostics;
using Headroom.Testing;

namespace Headroom.Monitoring.Tests;

/// <summary>Prometheus' own tool, in a folder of its own.</summary>
internal static class Promtool
{
    /// <param name="files">By name; the tool runs beside them.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyDictionary<string, string> files, params string[] arguments)
    {
        var binaries = PrometheusServer.FindBinaries();
        Assert.SkipWhen(binaries is null, "promtool is not on this machine");
        var folder = Directory.CreateTempSubdirectory("headroom-promtool-").FullName;
        try
        {
            foreach (var (name, content) in files)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, name), content);
            }

            var start = new ProcessStartInfo(Path.Combine(binaries!, "promtool"), arguments) // skipped above when null
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                WorkingDirectory = folder,
            };
            using var process = Process.Start(start)!; // null only with UseShellExecute
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, await output + errors);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
