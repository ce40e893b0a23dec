using System.Net;
using System.Text;
using Headroom.NodeAgent.Hosting;

namespace Headroom.NodeAgent.Serving;

/// <summary>/metrics and /healthz, by the runtime's own small HTTP server.</summary>
internal sealed class StatusServer : IDisposable
{
    // Five rounds: a driver call that hangs longer is worth a new process, which finds the safe limits on disk.
    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(5);

    private const int MostAttempts = 5;

    private readonly HttpListener _listener;
    private readonly AgentLoop _loop;
    private readonly Func<bool> _needsNewProcess;

    /// <exception cref="HttpListenerException">The address is taken or not ours.</exception>
    public StatusServer(string prefix, AgentLoop loop, Func<bool> needsNewProcess)
    {
        (_loop, _needsNewProcess) = (loop, needsNewProcess);
        _listener = Listen(prefix.EndsWith('/') ? prefix : prefix + "/");
    }

    public async Task RunAsync(CancellationToken ct)
    {
        using var stop = ct.Register(_listener.Stop);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The agent ends, or a client went away.
            }
        }
    }

    public void Dispose() => _listener.Close();

    private static HttpListener Listen(string prefix)
    {
        for (var attempt = 1; ; attempt++)
        {
            var listener = new HttpListener { Prefixes = { prefix } };
            try
            {
                listener.Start();
                return listener;
            }
            catch (ArgumentNullException) when (attempt < MostAttempts)
            {
                // The runtime's listener (10.0) accepts before it is whole: a probe or a scrape that is there at that instant
                // breaks it, and what is left of it holds the port until it is collected.
                listener.Close();
                listener = null;
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var (status, type, text) = context.Request.Url?.AbsolutePath switch
        {
            "/metrics" when _loop.Snapshot is { } snapshot => (200, MetricsPage.ContentType, MetricsPage.Write(snapshot)),
            "/metrics" => (503, "text/plain", "no reading yet\n"),
            "/healthz" => Health(),
            _ => (404, "text/plain", "not here: /metrics, /healthz\n"),
        };
        byte[] body = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.Close(body, willBlock: false);
    }

    private (int Status, string Type, string Text) Health()
    {
        if (_loop.SinceRound > LongestRound)
        {
            return (503, "text/plain", $"no round for {_loop.SinceRound.TotalSeconds:0} s: a call into the driver hangs\n");
        }

        return _needsNewProcess()
            ? (503, "text/plain", "the driver was replaced: only a new process can load its library\n")
            : (200, "text/plain", _loop.Snapshot is { Limitations.Count: > 0 } s ? string.Join('\n', s.Limitations) + "\n" : "ok\n");
    }
}
