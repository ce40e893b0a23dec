using System.Text;
using Headroom.Testing;

namespace Headroom.Operators.Tests.Indicators;

/// <summary>A Prometheus with two days of <c>requests</c>, one sample each 15 s whose value is its number, and two series of <c>queue</c>.</summary>
public sealed class PrometheusFixture : IAsyncLifetime
{
    public const int Samples = 12_500;
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Spacing = TimeSpan.FromSeconds(15);
    private PrometheusServer? _server;

    public string Address => _server?.Url.ToString() ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync()
    {
        if (PrometheusServer.FindBinaries() is null)
        {
            Assert.Skip("prometheus and promtool are not on this machine (PATH or /usr/bin).");
        }

        _server = await PrometheusServer.StartAsync(OpenMetrics());
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }
    }

    private static string OpenMetrics()
    {
        var text = new StringBuilder("# TYPE requests gauge\n");
        for (var i = 0; i < Samples; i++)
        {
            text.Append($"requests{{app=\"chat\"}} {i} {(Start + i * Spacing).ToUnixTimeSeconds()}\n");
        }

        text.Append("# TYPE queue gauge\n");
        foreach (var pod in new[] { "chat-1", "chat-2" })
        {
            text.Append($"queue{{app=\"chat\",pod=\"{pod}\"}} 3 {Start.ToUnixTimeSeconds()}\n");
        }

        return text.Append("# EOF\n").ToString();
    }
}
