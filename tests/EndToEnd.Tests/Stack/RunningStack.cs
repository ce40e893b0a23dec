using System.Net.Http.Headers;

namespace Headroom.EndToEnd.Tests.Stack;

/// <summary>One run of the whole product, shared by the tests that only use it.</summary>
public sealed class RunningStack : IAsyncLifetime
{
    private Launcher? _launcher;

    internal Checkout Checkout { get; } = new();

    internal Launcher Launcher => _launcher ?? throw new InvalidOperationException("not started");

    internal Kubectl Kubectl { get; private set; } = null!; // Set before any test runs.

    internal string AdminToken { get; private set; } = "";

    internal Uri Portal => new($"http://127.0.0.1:{Checkout.PortalPort}/");

    public async ValueTask InitializeAsync()
    {
        _launcher = await Launcher.StartAsync(Checkout, "--trace", await LivelyLoad.WriteAsync(Checkout.Beside("load.csv")));
        AdminToken = (await File.ReadAllTextAsync(Path.Combine(Checkout.State, "admin.token"))).Trim();
        Kubectl = new Kubectl(_launcher.Kubeconfig, Checkout.Beside("home"));
    }

    internal HttpClient Client(string? token)
    {
        var client = new HttpClient { BaseAddress = Portal };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }

    /// <summary>The end of the suite is a test as well: SIGTERM ends everything that was started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_launcher is not null)
        {
            await _launcher.SignalAsync("TERM");
            var outcome = await _launcher.EndedAsync();
            await _launcher.DisposeAsync();
            Assert.Equal(0, outcome.ExitCode);
            Assert.Equal("", outcome.Errors);
        }

        Assert.Empty(Checkout.Processes());
        Checkout.Dispose();
    }
}
