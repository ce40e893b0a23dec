using Headroom.Activator.Answers;
using Headroom.Activator.Holding;

namespace Headroom.Activator.Forwarding.Http1;

/// <summary>One request and its response on one connection.</summary>
internal sealed class Http1Exchange(HttpContext context, Replica replica, Http1Connection connection, TimeProvider time)
{
    // As long as common clients wait for a 100 that never comes.
    private static readonly TimeSpan ContinueWait = TimeSpan.FromSeconds(1);

    private readonly string? _upgrade = Tunnel.Wanted(context);
    private TaskCompletionSource<bool>? _continue;
    private Task<bool> _body = Task.FromResult(true);
    private Exception? _clientFault;
    private bool _hasSentBody;
    private bool _hasHead;

    /// <summary>True when the connection may carry another exchange.</summary>
    public bool IsReusable { get; private set; }

    public async Task<ForwardOutcome> RunAsync(TimeSpan left)
    {
        connection.StartDeadline(left);
        // Disposal waits for a callback under way: none ends the connection after it went to another request.
        await using var leaving = context.RequestAborted.UnsafeRegister(static c => ((Http1Connection)c!).End(EndCause.Client), connection);
        try
        {
            var framing = _upgrade is null ? RequestBody.FramingOf(context) : BodyFraming.None;
            if (!RequestHead.TryWrite(connection.Out, context, framing, _upgrade))
            {
                await Refusals.BadRequestAsync(context);
                return ForwardOutcome.Ended;
            }

            await SendAsync(framing);
            await RelayAsync();
            return ForwardOutcome.Ended;
        }
        catch (Exception error) when (Ended.Is(error) || error is BadHttpRequestException)
        {
            return await FailAsync(error);
        }
        finally
        {
            connection.StopDeadline();
            await EndBodyAsync();
        }
    }

    private async Task SendAsync(BodyFraming framing)
    {
        var expects = framing != BodyFraming.None && context.Request.Headers.Expect.Count > 0;
        // Reading the body would tell the client to send it, which the replica may not want.
        var isWhole = framing == BodyFraming.None || context.Request.ContentLength == 0 || (!expects && RequestBody.TryAppendWhole(connection, context));
        _hasSentBody = !isWhole || framing != BodyFraming.None;
        await connection.SendOutAsync();
        if (!isWhole)
        {
            _continue = expects ? new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously) : null;
            _body = SendBodyAsync(framing);
        }
    }

    private async Task<bool> SendBodyAsync(BodyFraming framing)
    {
        try
        {
            return (_continue is null || await MayContinueAsync(_continue.Task)) && await RequestBody.SendAsync(connection, context, framing);
        }
        catch (Exception error) when (error is BadHttpRequestException || (Ended.Is(error) && context.RequestAborted.IsCancellationRequested))
        {
            // The client's body broke off or is malformed: what the replica has of it must not look whole.
            _clientFault = error;
            connection.End(EndCause.Client);
            return false;
        }
        catch (Exception error) when (Ended.Is(error))
        {
            // The replica reads no more; its answer may be on the way.
            return false;
        }
    }

    private async Task<bool> MayContinueAsync(Task<bool> said)
    {
        try
        {
            return await said.WaitAsync(ContinueWait, time);
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    private async Task RelayAsync()
    {
        var (framing, length, closes, isUpgrade) = await ReadHeadAsync();
        connection.StopDeadline();
        if (isUpgrade)
        {
            await Tunnel.RunAsync(connection, context, time);
            return;
        }

        await ResponseBody.RelayAsync(connection, context.Response, framing, length);
        IsReusable = !closes && framing != BodyFraming.UntilClose && connection.Buffered.Length == 0 && _body.IsCompletedSuccessfully && _body.Result;
    }

    private async ValueTask<(BodyFraming Framing, long Length, bool Closes, bool IsUpgrade)> ReadHeadAsync()
    {
        while (true)
        {
            var end = connection.Buffered.IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                await connection.FillAsync();
            }
            else if (TryTakeHead(end + 4, out var framing, out var length, out var closes, out var isUpgrade))
            {
                return (framing, length, closes, isUpgrade);
            }
        }
    }

    // False for an interim response, which is not relayed.
    private bool TryTakeHead(int size, out BodyFraming framing, out long length, out bool closes, out bool isUpgrade)
    {
        var head = new ResponseHead(connection.Buffered[..size]);
        (framing, length, closes, isUpgrade) = (BodyFraming.None, 0, false, head.Status == 101);
        if (head.Status < 200 && !isUpgrade)
        {
            _continue?.TrySetResult(true);
            connection.Consume(size);
            return false;
        }

        if (isUpgrade && _upgrade is null)
        {
            throw new UpstreamException("the replica changes to a protocol that was not asked for");
        }

        _hasHead = true;
        // A replica may answer without having asked for the body; only one that is content still wants it.
        _continue?.TrySetResult(head.Status < 300);
        replica.Answers(time);
        head.Apply(context.Response, isUpgrade);
        connection.Consume(size);
        closes = head.Closes;
        length = head.ContentLength ?? 0;
        framing = HttpMethods.IsHead(context.Request.Method) || head.Status is 204 or 205 or 304 || isUpgrade ? BodyFraming.None
            : head.IsChunked ? BodyFraming.Chunked
            : head.ContentLength is not null ? BodyFraming.Length
            : BodyFraming.UntilClose;
        return true;
    }

    private async Task<ForwardOutcome> FailAsync(Exception error)
    {
        if (context.Response.HasStarted)
        {
            // A response that breaks off here must not look whole to the client.
            context.Abort();
        }
        else if (_clientFault is BadHttpRequestException bad)
        {
            await Refusals.AnswerAsync(context, bad.StatusCode, bad.Message);
        }
        else if (connection.Cause == EndCause.Deadline)
        {
            await Refusals.LateAsync(context, isHeld: false);
        }
        else if (!context.RequestAborted.IsCancellationRequested)
        {
            if (!_hasHead && !_hasSentBody && error is not UpstreamException { IsMalformed: true } && IsIdempotent(context.Request.Method))
            {
                return ForwardOutcome.Broken;
            }

            context.Response.Clear();
            await Refusals.BadGatewayAsync(context, error);
        }

        return ForwardOutcome.Ended;
    }

    private async Task EndBodyAsync()
    {
        if (!_body.IsCompleted)
        {
            // The response is over, or will never be: the rest of the body is nobody's.
            _continue?.TrySetResult(false);
            connection.End(EndCause.None);
            context.Request.BodyReader.CancelPendingRead();
        }

        await _body;
    }

    private static bool IsIdempotent(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method)
        || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method);
}
