using System.Collections.Concurrent;
using System.Threading.Channels;
using System.Web;
using Microsoft.AspNetCore.Http;

namespace Headroom.Testing;

/// <summary>A collection of ConfigMaps in namespace <c>ns</c> that can be listed and watched as the test says.</summary>
public sealed class ScriptedCollection
{
    private readonly ConcurrentQueue<string> _watchVersions = new();
    private readonly ConcurrentQueue<int> _watchRefusals = new();
    private volatile Channel<string> _lines = Channel.CreateUnbounded<string>();
    private volatile IReadOnlyList<string> _items = [];
    private volatile string _version = "1";
    private int _lists;
    private int _streamedLists;

    /// <summary>Whole lists that were answered.</summary>
    public int Lists => Volatile.Read(ref _lists);

    /// <summary>Whether a watch may begin with a list; otherwise it is refused as a server without that feature does.</summary>
    public bool StreamsLists { get; set; }

    /// <summary>Watches that began with a list.</summary>
    public int StreamedLists => Volatile.Read(ref _streamedLists);

    /// <summary>The resourceVersion of every watch that was opened, refused ones included.</summary>
    public IReadOnlyList<string> WatchVersions => [.. _watchVersions];

    public static string Item(string name, string version, string value = "") =>
        $$$"""{"metadata":{"name":"{{{name}}}","namespace":"ns","uid":"u-{{{name}}}","resourceVersion":"{{{version}}}","managedFields":[{"manager":"x"}]},"data":{"v":"{{{value}}}"}}""";

    public static string Bookmark(string version) =>
        Line("BOOKMARK", $$$"""{"metadata":{"resourceVersion":"{{{version}}}"}}""");

    public static string Line(string type, string item) => $$"""{"type":"{{type}}","object":{{item}}}""";

    /// <summary>What the next list answers.</summary>
    public void Set(string version, params string[] items) => (_version, _items) = (version, items);

    /// <summary>Sends a line on the running watch, or on the next one.</summary>
    public void Push(string line) => _lines.Writer.TryWrite(line);

    /// <summary>Ends the running watch, as a server does after its timeout.</summary>
    public void EndWatch() => Interlocked.Exchange(ref _lines, Channel.CreateUnbounded<string>()).Writer.Complete();

    /// <summary>Turns the next watch away.</summary>
    public void RefuseWatch(int code) => _watchRefusals.Enqueue(code);

    public async Task AnswerAsync(HttpContext context, RecordedRequest request)
    {
        var query = HttpUtility.ParseQueryString(new Uri("http://x" + request.Target).Query);
        if (query["watch"] is null)
        {
            await context.JsonAsync($$"""{"metadata":{"resourceVersion":"{{_version}}"},"items":[{{string.Join(',', _items)}}]}""");
            Interlocked.Increment(ref _lists);
            return;
        }

        var isStreamedList = query["sendInitialEvents"] is "true";
        if (isStreamedList && !StreamsLists)
        {
            await context.StatusAsync(422, "Invalid");
            return;
        }

        var lines = _lines;
        _watchVersions.Enqueue(query["resourceVersion"] ?? "");
        if (_watchRefusals.TryDequeue(out var code))
        {
            await context.StatusAsync(code, code == 410 ? "Expired" : "Refused");
            return;
        }

        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (isStreamedList)
        {
            Interlocked.Increment(ref _streamedLists);
            await SendListAsync(context);
        }

        await foreach (var line in lines.Reader.ReadAllAsync(context.RequestAborted))
        {
            await context.LineAsync(line);
        }
    }

    private async Task SendListAsync(HttpContext context)
    {
        foreach (var item in _items)
        {
            await context.LineAsync(Line("ADDED", item));
        }

        await context.LineAsync(Line(
            "BOOKMARK",
            $$$$"""{"metadata":{"resourceVersion":"{{{{_version}}}}","annotations":{"k8s.io/initial-events-end":"true"}}}"""));
    }
}
