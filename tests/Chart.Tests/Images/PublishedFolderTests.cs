using System.Diagnostics;
using System.Net;
using Headroom.LocalCluster.Hosting;
using Headroom.Testing;

namespace Headroom.Chart.Tests.Images;

/// <summary>The folders that the images copy start as the images start them, and answer their probes.</summary>
public sealed class PublishedFolderTests
{
    [Theory]
    [InlineData("control-plane", "Headroom.ControlPlane.Api.dll", "/livez", "--Http:Urls=http://127.0.0.1:0 --Metrics:Url=http://127.0.0.1:0 --Probes:Url=http://127.0.0.1:PORT --Operator:Kubeconfig=KUBECONFIG")]
    [InlineData("activator", "headroom-activator.dll", "/healthz", "--Activator:Address=127.0.0.1 --Activator:Port=0 --Activator:H2cPort=0 --Activator:AdminPort=PORT --Activator:Kubeconfig=KUBECONFIG")]
    [InlineData("node-agent", "headroom-node-agent.dll", "/healthz", "--listen=http://127.0.0.1:PORT/ --state-dir=STATE --read-only")]
    public async Task Folder_OfAnImage_StartsAndAnswers(string component, string program, string probe, string arguments)
    {
        var dockerfile = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "eng/images/Dockerfile"));
        Assert.Contains($"ENTRYPOINT [\"dotnet\", \"{program}\"]", dockerfile, StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("headroom-image-").FullName;
        try
        {
            var (code, output, errors) = await Tool.RunAsync(Path.Combine(Repository.Root, "eng/publish"), [component, Path.Combine(folder, "app")]);
            Assert.True(code == 0, output + errors);
            await using var cluster = await LocalClusterHost.StartAsync(new LocalClusterOptions(), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "kubeconfig"), cluster.Kubeconfig);
            var port = LoopbackPort.Free();

            var answer = await AnswerAsync(folder, program, new Uri($"http://127.0.0.1:{port}{probe}"), arguments
                .Replace("PORT", $"{port}", StringComparison.Ordinal).Replace("KUBECONFIG", Path.Combine(folder, "kubeconfig"), StringComparison.Ordinal)
                .Replace("STATE", Path.Combine(folder, "state"), StringComparison.Ordinal));

            Assert.Equal(HttpStatusCode.OK, answer);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<HttpStatusCode> AnswerAsync(string folder, string program, Uri probe, string arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments.Split(' ')])
        {
            WorkingDirectory = Path.Combine(folder, "app"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!; // null only with UseShellExecute
        var said = new[] { process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync() };
        using var http = new HttpClient();
        try
        {
            HttpStatusCode? code = null;
            await Testing.Eventually.HoldsAsync(async () =>
            {
                Assert.False(process.HasExited, process.HasExited ? string.Concat(await Task.WhenAll(said)) : "");
                return (code = await TryAsync(http, probe)) is not null;
            });
            return code!.Value; // held above
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<HttpStatusCode?> TryAsync(HttpClient http, Uri probe)
    {
        try
        {
            using var answer = await http.GetAsync(probe);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
