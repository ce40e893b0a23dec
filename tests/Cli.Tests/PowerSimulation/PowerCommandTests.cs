using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Headroom.Cli.Tests.PowerSimulation;

/// <summary>The program as a person starts it.</summary>
public sealed class PowerCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-power-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task SimulatePower_ATrace_JsonOnStandardOutputAndAReport()
    {
        var (trace, html) = (Path.Combine(_folder, "row.csv"), Path.Combine(_folder, "r.html"));
        await File.WriteAllTextAsync(trace, WattsFile.Wide(), TestContext.Current.CancellationToken);

        var (code, output, errors) = await RunAsync("--trace", trace, "--budget", "40k", "--policies", "Polca,Predictive", "--html", html, "-o", "json");

        Assert.Equal(0, code);
        Assert.Equal(["Polca", "Predictive"], JsonNode.Parse(output)!["policies"]!.AsArray().Select(static p => (string)p!["policy"]!));
        Assert.EndsWith($"report: {html}", errors.Trim(), StringComparison.Ordinal);
        Assert.True(new FileInfo(html).Length > 5000);
    }

    [Theory]
    [InlineData("--budget", "40k", "headroom: --trace FILE or --prometheus URL with --query Q: exactly one of the two is needed")]
    [InlineData("--bugdet", "40k", "headroom: Unrecognized command or argument '--bugdet'. headroom simulate power --help names the options.")]
    public async Task SimulatePower_WronglyAsked_SaysSoInOneLine(string option, string value, string said)
    {
        var (code, output, errors) = await RunAsync(option, value);

        Assert.Equal((2, "", said), (code, output, errors.Trim()));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Headroom.Cli.dll"), "simulate", "power", .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        using var process = Process.Start(start)!; // started by name, it is never shared
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }
}
