using System.Globalization;

namespace Headroom.Cli.Local.Calls;

/// <summary>Calls the example services through the activator, and writes down the calls that waited or failed.</summary>
internal sealed class ServiceCaller(Uri activator, string log, TimeProvider time) : IDisposable
{
    // A warm call takes a millisecond or two.
    private static readonly TimeSpan WorthALine = TimeSpan.FromMilliseconds(250);

    // A service that hangs holds this many calls and no more.
    private const int MostAtOnce = 64;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = activator, Timeout = TimeSpan.FromMinutes(3) };
    private readonly SemaphoreSlim _free = new(MostAtOnce);
    private readonly TextWriter _log = TextWriter.Synchronized(new StreamWriter(log, append: false) { AutoFlush = true });

    /// <summary>Runs until cancelled.</summary>
    public Task RunAsync(IReadOnlyList<CallPattern> patterns, CancellationToken ct) => Task.WhenAll(patterns.Select(p => RunAsync(p, ct)));

    public void Dispose()
    {
        _http.Dispose();
        _free.Dispose();
        _log.Dispose();
    }

    private async Task RunAsync(CallPattern pattern, CancellationToken ct)
    {
        var calls = new List<Task>();
        try
        {
            foreach (var gap in pattern.Gaps)
            {
                await Task.Delay(TimeSpan.FromSeconds(gap), time, ct);
                await _free.WaitAsync(ct);
                calls.RemoveAll(static c => c.IsCompleted);
                calls.Add(CallAsync(pattern.Host, ct));
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await Task.WhenAll(calls);
        }
    }

    private async Task CallAsync(string host, CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        string outcome;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.Host = host;
            using var response = await _http.SendAsync(request, ct);
            outcome = $"{(int)response.StatusCode}";
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            outcome = ct.IsCancellationRequested ? "ended" : error.Message;
        }
        finally
        {
            _free.Release();
        }

        var took = time.GetElapsedTime(begun);
        if (took >= WorthALine || outcome != "200")
        {
            await _log.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():O} {host} {outcome} {took.TotalMilliseconds:0} ms"));
        }
    }
}
