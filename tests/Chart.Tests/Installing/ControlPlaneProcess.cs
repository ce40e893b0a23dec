using System.Diagnostics;
using Headroom.Testing;

namespace Headroom.Chart.Tests.Installing;

/// <summary>The control plane as a pod would run it: its own account's token, its own ports.</summary>
internal sealed class ControlPlaneProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private ControlPlaneProcess(Process process, int port)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public HttpClient Http { get; }

    public static async Task<ControlPlaneProcess> StartAsync(string kubeconfig, string traces)
    {
        var port = LoopbackPort.Free();
        var url = $"http://127.0.0.1:{port}";
        var start = new ProcessStartInfo("dotnet", [Repository.Built("ControlPlane.Api"), "--Http:Urls", url, "--Metrics:Url", url, "--Probes:Url", url])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["Operator__Kubeconfig"] = kubeconfig;
        start.Environment["Operator__TraceFolder"] = traces;
        var control = new ControlPlaneProcess(Process.Start(start)!, port); // Null only with UseShellExecute.
        try
        {
            await Testing.Eventually.HoldsAsync(control.IsReadyAsync);
            return control;
        }
        catch
        {
            await control.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        Assert.False(_process.HasExited, _process.HasExited ? await _errors : "");
        try
        {
            using var answer = await Http.GetAsync("/readyz");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
