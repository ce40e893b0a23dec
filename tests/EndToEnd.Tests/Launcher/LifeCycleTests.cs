using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Headroom.EndToEnd.Tests.Stack;

namespace Headroom.EndToEnd.Tests.Launcher;

/// <summary>Start, stop, start again, interrupt, reset: one checkout through its life.</summary>
public sealed class LifeCycleTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task Checkout_ThroughItsLife_LeavesNothingAndTheClockNeverRunsBack()
    {
        // Another program of the same person, which no stop may touch.
        using var bystander = Process.Start(Programs.Describe("sleep", ["600"]))!; // Null only with UseShellExecute.
        try
        {
            var detached = await _checkout.RunStartAsync("--detach");
            Assert.Contains("Running in the background; ./run --stop ends it.", detached.Succeeded(), StringComparison.Ordinal);
            Assert.Contains($"http://timer.localhost:{_checkout.ServicesPort}/", detached.Output, StringComparison.Ordinal);
            var first = await Wait.UntilAsync(DecidedAsync, time => time is not null);

            var stopped = await _checkout.RunAsync("--stop");
            Assert.Equal(new Outcome(0, "Headroom stopped.\n", ""), stopped);
            Assert.Empty(_checkout.Processes());

            await using (var launcher = await Stack.Launcher.StartAsync(_checkout))
            {
                // The cluster remembers an older decision; a clock that ran back would never come past the first.
                await Wait.UntilAsync(DecidedAsync, time => time > first!.Value.AddSeconds(1));
                var interrupted = await InterruptSlowlyAsync(launcher);
                Assert.Equal((0, ""), (interrupted.ExitCode, interrupted.Errors));
            }

            Assert.Empty(_checkout.Processes());
            Assert.True(Directory.Exists(_checkout.State));

            (await _checkout.RunAsync("--reset")).Succeeded();
            Assert.False(Directory.Exists(_checkout.State));
            Assert.False(bystander.HasExited);
        }
        finally
        {
            bystander.Kill();
            await _checkout.RunAsync("--stop");
        }
    }

    [Fact]
    public async Task ControlPlane_Dies_EndsTheRunAndNamesItsLog()
    {
        await using var launcher = await Stack.Launcher.StartAsync(_checkout);
        var controlPlane = _checkout.Processes().Single(p => p.Contains("Headroom.ControlPlane.Api.dll", StringComparison.Ordinal));

        await Programs.SignalAsync(int.Parse(controlPlane.Split(' ')[0], CultureInfo.InvariantCulture), "KILL");

        var outcome = await launcher.EndedAsync();
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal($"headroom: control-plane ended by itself; its log is {_checkout.State}/logs/control-plane.log", Assert.Single(outcome.ErrorLines));
        Assert.Empty(_checkout.Processes());
    }

    // The launcher used to be ended two seconds after a signal, with PostgreSQL still on its last checkpoint.
    private async Task<Outcome> InterruptSlowlyAsync(Stack.Launcher launcher)
    {
        var postgres = int.Parse(File.ReadLines(Path.Combine(_checkout.State, "postgres/postmaster.pid")).First(), CultureInfo.InvariantCulture);
        await Programs.SignalAsync(postgres, "STOP");
        try
        {
            await launcher.SignalAsync("INT");
            Assert.False(await launcher.EndsWithinAsync(TimeSpan.FromSeconds(4)), "it left PostgreSQL behind");
        }
        finally
        {
            await Programs.SignalAsync(postgres, "CONT");
        }

        return await launcher.EndedAsync();
    }

    /// <summary>Decision time of chat's last decision; null before its first.</summary>
    private async Task<DateTimeOffset?> DecidedAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_checkout.PortalPort}/") };
        var token = (await File.ReadAllTextAsync(Path.Combine(_checkout.State, "admin.token"))).Trim();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var item = JsonDocument.Parse(
            await client.GetStringAsync("api/v1/autoscalers/default/chat", TestContext.Current.CancellationToken));
        var decision = item.RootElement.GetProperty("lastDecision");
        return decision.ValueKind == JsonValueKind.Object ? decision.GetProperty("time").GetDateTimeOffset() : null;
    }
}
