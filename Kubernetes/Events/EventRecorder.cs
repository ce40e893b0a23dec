using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Headroom.Kubernetes.Transport;
using Microsoft.Extensions.Logging;

namespace Headroom.Kubernetes.Events;

/// <summary>Writes Kubernetes events beside the work, never in its way.</summary>
public sealed partial class EventRecorder
{
    private const int MaxNoteBytes = 1024;

    private static readonly Counter<long> Dropped = ClientMetrics.Meter.CreateCounter<long>(
        "headroom_events_dropped_total", description: "Events that were not written, by why: queue_full, burst, refused, shutdown");

    private readonly KubernetesClient _client;
    private readonly EventRecorderOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<Event> _waiting;
    private readonly RecentlyUsed<EventIdentity, RunningSeries> _series;
    private readonly EventBursts _bursts;

    public EventRecorder(KubernetesClient client, EventRecorderOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        _client = client;
        _options = options;
        _time = time;
        _logger = loggers.CreateLogger<EventRecorder>();
        _series = new RecentlyUsed<EventIdentity, RunningSeries>(options.MaxSeries);
        _bursts = new EventBursts(time);
        _waiting = Channel.CreateBounded<Event>(
            new BoundedChannelOptions(options.Capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
        foreach (string why in (ReadOnlySpan<string>)["queue_full", "burst", "refused", "shutdown"])
        {
            Drop(why, 0); // A series that appears only with the first loss cannot be alerted on.
        }
    }

    /// <summary>Something that is as it should be.</summary>
    /// <inheritdoc cref="Record"/>
    public void Normal(ObjectReference regarding, string reason, string action, string note) =>
        Record("Normal", regarding, reason, action, note);

    /// <summary>Something that a person may have to act on.</summary>
    /// <inheritdoc cref="Record"/>
    public void Warning(ObjectReference regarding, string reason, string action, string note) =>
        Record("Warning", regarding, reason, action, note);

    /// <summary>Writes what was recorded until cancelled, and then what still waits, for a short while. Call it once.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var tooLate = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        await using var ending = ct.Register(() =>
        {
            _waiting.Writer.TryComplete();
            tooLate.CancelAfter(_options.DrainLimit);
        });
        try
        {
            await foreach (var recorded in _waiting.Reader.ReadAllAsync(tooLate.Token))
            {
                await WriteAsync(recorded, tooLate.Token);
            }
        }
        catch (OperationCanceledException) when (tooLate.IsCancellationRequested)
        {
            // One was being written, and the others never will be.
            Drop("shutdown", _waiting.Reader.Count + 1);
        }
    }

    /// <param name="regarding">The object concerned.</param>
    /// <param name="reason">CamelCase, at most 128 characters.</param>
    /// <param name="action">What was done, at most 128 characters.</param>
    /// <param name="note">A sentence; cut after 1,024 bytes. The same note repeats a series, so leave changing numbers out.</param>
    private void Record(string type, ObjectReference regarding, string reason, string action, string note)
    {
        ArgumentNullException.ThrowIfNull(regarding);
        var now = _time.GetUtcNow();
        var ns = regarding.Namespace is { Length: > 0 } own ? own : "default"; // where cluster-scoped objects report
        var recorded = new Event
        {
            Metadata = new ObjectMeta { Namespace = ns, Name = NameFor(regarding, now) },
            EventTime = now,
            ReportingController = _options.Controller,
            ReportingInstance = _options.Instance,
            Action = action,
            Reason = reason,
            Regarding = regarding,
            Note = Cut(note),
            EventType = type,
        };
        if (!_waiting.Writer.TryWrite(recorded))
        {
            Drop("queue_full", 1);
        }
    }

    private async Task WriteAsync(Event recorded, CancellationToken ct)
    {
        try
        {
            var fate = _bursts.Judge(SubjectOf(recorded), recorded.EventType, recorded.Reason, recorded.Note ?? "");
            if (fate == EventFate.Dropped)
            {
                Drop("burst", 1);
                return;
            }

            recorded = fate == EventFate.Combined ? Combined(recorded) : recorded;
            var identity = IdentityOf(recorded, fate);
            var now = _time.GetTimestamp();
            if (_series.TryGet(identity, out var running)
                && _time.GetElapsedTime(running.LastSeen, now) < _options.SeriesWindow
                && await TryRepeatAsync(running, recorded, now, ct))
            {
                return;
            }

            var created = await _client.CreateAsync(Event.Type, recorded, ct);
            _series.Set(identity, new RunningSeries(created.Key, now));
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // Events are for people: losing one is better than holding up the rest.
            Drop("refused", 1);
            LogNotWritten(recorded.Reason, e.Message);
        }
    }

    /// <returns>False when the event has expired on the server and must be made anew.</returns>
    private async Task<bool> TryRepeatAsync(RunningSeries running, Event recorded, long now, CancellationToken ct)
    {
        running.Repeat(now);
        var last = recorded.EventTime?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        var patch = new JsonObject
        {
            ["series"] = new JsonObject { ["count"] = running.Count, ["lastObservedTime"] = last },
        };
        try
        {
            await _client.MergePatchAsync(Event.Type, running.Key, patch, null, ct);
            return true;
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return false;
        }
    }

    // What combined events say is the first one's note, which the server lets no one change: they differ in nothing else.
    private static EventIdentity IdentityOf(Event e, EventFate fate) => new(
        e.Metadata.Namespace ?? "",
        e.Regarding?.Kind ?? "",
        e.Regarding?.Name ?? "",
        e.Regarding?.Uid ?? "",
        e.EventType,
        e.Reason,
        fate == EventFate.Combined ? "" : e.Action,
        fate == EventFate.Combined ? EventBursts.CombinedPrefix : e.Note ?? "");

    private static EventSubject SubjectOf(Event e) => new(
        e.ReportingController, e.Metadata.Namespace ?? "", e.Regarding?.Kind ?? "", e.Regarding?.Name ?? "", e.Regarding?.Uid ?? "");

    private static Event Combined(Event e) => new()
    {
        Metadata = e.Metadata,
        EventTime = e.EventTime,
        ReportingController = e.ReportingController,
        ReportingInstance = e.ReportingInstance,
        Action = e.Action,
        Reason = e.Reason,
        Regarding = e.Regarding,
        Note = Cut(EventBursts.CombinedPrefix + e.Note),
        EventType = e.EventType,
    };

    private static void Drop(string why, int count) => Dropped.Add(count, new KeyValuePair<string, object?>("reason", why));

    // As client-go: the object's name and the time in nanoseconds, in hexadecimal.
    private static string NameFor(ObjectReference regarding, DateTimeOffset now)
    {
        var nanoseconds = (now - DateTimeOffset.UnixEpoch).Ticks * 100;
        return $"{regarding.Name}.{nanoseconds + Random.Shared.Next(100):x}";
    }

    private static string Cut(string note)
    {
        if (Encoding.UTF8.GetByteCount(note) <= MaxNoteBytes)
        {
            return note;
        }

        Span<byte> room = stackalloc byte[MaxNoteBytes];
        Encoding.UTF8.GetEncoder().Convert(note, room, flush: false, out var used, out _, out _);
        return note[..used];
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Event {Reason} was not written: {Error}")]
    private partial void LogNotWritten(string reason, string error);
}
