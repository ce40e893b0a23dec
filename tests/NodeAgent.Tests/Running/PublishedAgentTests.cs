using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Headroom.NodeAgent.Tests.FakeDriver;

namespace Headroom.NodeAgent.Tests.Running;

/// <summary>The one file that is shipped: trimming can break what the build shows whole.</summary>
public sealed class PublishedAgentTests
{
    private const int Rounds = 8;

    [Fact]
    public async Task Publish_SingleFile_RunsWithinItsMemoryAndTime()
    {
        string folder = Directory.CreateTempSubdirectory("headroom-publish-").FullName;
        try
        {
            await RunAsync("dotnet", ["publish", Project(), "-c", "Release", "-r", "linux-x64", "-o", folder, "-v", "quiet", "--disable-build-servers"]);
            string agent = Path.Combine(folder, "headroom-node-agent");
            using var driver = new FakeNvml(cards: 8);
            SafeLimitFiles.Write(driver.Folder, ("GPU-0", 300_000));
            await using var leader = await FakeLeader.StartAsync();

            using var once = Start(agent, driver, "--once", "--json");
            var reading = JsonDocument.Parse(await once.StandardOutput.ReadToEndAsync()).RootElement;
            using var running = Start(agent, driver, ["--listen", "none", .. leader.Options()]);
            try
            {
                // The first rounds compile.
                await Testing.Eventually.HoldsAsync(() => leader.Reports.Count > Rounds);
                await Testing.Eventually.HoldsAsync(() => leader.Reports.Count > 2 * Rounds);
                var (begun, used) = (leader.Reports.Count, Cpu(running.Id));
                await Testing.Eventually.HoldsAsync(() => leader.Reports.Count >= begun + Rounds);
                double cpuPerRound = (Cpu(running.Id) - used).TotalSeconds / (leader.Reports.Count - begun);
                double megabytes = ResidentBytes(running.Id) / 1e6;
                TestContext.Current.TestOutputHelper?.WriteLine($"{megabytes:0.0} MB, {cpuPerRound:P2} of a core");

                Assert.Equal(8, reading.GetProperty("report").GetProperty("gpus").GetArrayLength());
                Assert.Equal(8, leader.Last!.Gpus.Count);
                Assert.InRange(megabytes, 10, 60);

                // The goal is 1%; on a machine that builds beside the test a round costs several times that.
                Assert.InRange(cpuPerRound, 0, 0.05);
            }
            finally
            {
                running.Kill();
                await running.WaitForExitAsync();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Project()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cloud.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "NodeAgent"); // the tests run in a checkout
    }

    private static Process Start(string agent, FakeNvml driver, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(agent) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in (IEnumerable<string>)["--node", "gpu-7", "--nvml", FakeNvml.Library, "--state-dir", driver.Folder, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["FAKE_NVML"] = driver.Folder;
        var process = Process.Start(start)!; // throws when it cannot
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!; // throws when it cannot
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
    }

    private static TimeSpan Cpu(int id)
    {
        string[] fields = File.ReadAllText($"/proc/{id}/stat").Split(") ")[1].Split(' ');
        return TimeSpan.FromSeconds((long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / 100.0);
    }

    private static long ResidentBytes(int id) =>
        1024 * long.Parse(File.ReadLines($"/proc/{id}/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
