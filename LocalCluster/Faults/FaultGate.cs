using System.Globalization;
using System.Text;
using Headroom.LocalCluster.Http;
using Microsoft.AspNetCore.Connections;

namespace Headroom.LocalCluster.Faults;

/// <summary>Stands before the API server and lets the faults happen.</summary>
internal sealed class FaultGate(ClusterFaults faults, ApiServer server, TimeProvider time)
{
    /// <summary>Holds a connection open until it ends or the server goes down.</summary>
    public async Task ConnectAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        Action close = connection.Abort;
        if (!faults.TryOpen(close))
        {
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            faults.Closed(close);
        }
    }

    public async Task HandleAsync(HttpContext context)
    {
        var isWatch = context.Request.Query["watch"] is ["true" or "1"];
        var access = ApiRequest.Parse(context.Request.Path.Value ?? "/").ToAccess(context.Request.Method, isWatch);
        var body = await RecordAsync(context);
        var arrived = time.GetTimestamp();
        try
        {
            await StrikeOrServeAsync(context, faults.Strike(access.Verb, access.FullResource), isWatch);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // nobody to answer
        }

        if (body is not null)
        {
            faults.OnWrite?.Invoke(new ServedRequest(
                context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal),
                context.Request.Method, context.Request.Path.Value ?? "", body,
                context.Response.StatusCode, arrived, time.GetTimestamp()));
        }
    }

    private async Task StrikeOrServeAsync(HttpContext context, FaultRule? rule, bool isWatch)
    {
        if (rule is { Delay: var delay } && delay > TimeSpan.Zero)
        {
            faults.Count("delay");
            await Task.Delay(delay, time, context.RequestAborted);
        }

        if (rule?.Answer is { } code)
        {
            await FailAsync(context, rule, code);
        }
        else if (rule is { LosesAnswer: true })
        {
            faults.Count("lost-answer");
            context.Response.Body = Stream.Null;
            await server.HandleAsync(context);
            context.Abort();
        }
        else if (isWatch)
        {
            faults.BeginWatch(context);
            try
            {
                await server.HandleAsync(context);
            }
            finally
            {
                faults.EndWatch(context);
            }
        }
        else
        {
            await server.HandleAsync(context);
        }
    }

    private async Task FailAsync(HttpContext context, FaultRule rule, int code)
    {
        faults.Count(rule.InStream ? $"{code}-in-stream" : code.ToString(CultureInfo.InvariantCulture));
        var failure = new StatusException(code, Reason(code), "injected fault").ToJson();
        if (rule.InStream)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($"{{\"type\":\"ERROR\",\"object\":{failure.ToJsonString()}}}\n", context.RequestAborted);
            return;
        }

        if (rule.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        }

        await Bodies.WriteAsync(context, code, failure, context.RequestAborted);
    }

    /// <returns>The body of a write that somebody wants to hear of; null otherwise.</returns>
    private async Task<string?> RecordAsync(HttpContext context)
    {
        if (faults.OnWrite is null || context.Request.Method is "GET" or "HEAD")
        {
            return null;
        }

        var copy = new MemoryStream();
        await context.Request.Body.CopyToAsync(copy, context.RequestAborted);
        copy.Position = 0;
        context.Request.Body = copy;
        return Encoding.UTF8.GetString(copy.GetBuffer(), 0, (int)copy.Length);
    }

    private static string Reason(int code) => code switch
    {
        409 => "Conflict",
        410 => "Expired",
        429 => "TooManyRequests",
        503 => "ServiceUnavailable",
        _ => "InternalError",
    };
}
