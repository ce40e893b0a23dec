using System.Net.Sockets;
using Headroom.NodeAgent.Hosting;

namespace Headroom.NodeAgent.Pods;

/// <summary>Keeps the last answer of the kubelet, asked every few seconds beside the loop that must not wait.</summary>
internal sealed class PodDirectory(IPodLister kubelet, TimeProvider time, AgentLog log) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    // Past this, pods may have come and gone: energy is rather given to nobody than to the wrong one.
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(30);

    private volatile Answer? _answer;
    private long? _askedAt;
    private Task _asking = Task.CompletedTask;

    /// <summary>Why pods are not known; null while they are.</summary>
    public string? Problem { get; private set; } = "the kubelet was not asked yet";

    /// <summary>Pods that hold GPUs; empty when it is not known.</summary>
    public IReadOnlyList<PodDevices> Pods => _answer is { } answer && time.GetElapsedTime(answer.At) < Believed ? answer.Pods : [];

    /// <summary>Asks again when it is time to, without waiting.</summary>
    public void Refresh(CancellationToken ct)
    {
        if (_asking.IsCompleted && (_askedAt is not { } last || time.GetElapsedTime(last) >= Period))
        {
            _askedAt = time.GetTimestamp();
            _asking = AskAsync(ct);
        }
    }

    public async Task AskAsync(CancellationToken ct)
    {
        try
        {
            var pods = await kubelet.ListAsync(ct);
            _answer = new Answer(pods, time.GetTimestamp());
            Problem = null;
        }
        catch (Exception e) when (e is HttpRequestException or FormatException or IOException or SocketException or OperationCanceledException)
        {
            Problem = kubelet.Explain(e);
        }

        log.Changed("pods", Problem);
    }

    public void Dispose() => kubelet.Dispose();

    private sealed record Answer(IReadOnlyList<PodDevices> Pods, long At);
}
