using System.Net.Sockets;
using System.Security.Cryptography;
using Headroom.Activator.Answers;
using Headroom.Activator.Forwarding;
using Headroom.Activator.Routing;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Headroom.Activator.Asynchronous;

/// <summary>Accepts requests that are to be delivered later, and answers with what became of them.</summary>
/// <remarks>202 is said once the request is committed to the database, and otherwise not: then it is 503.</remarks>
internal sealed partial class RequestIntake(RequestStore store, DeliveryMark mark, DeliverySignal signal, IOptions<AsynchronousOptions> options, ILogger<RequestIntake> logger)
{
    /// <summary>Results lie below it, on the service's own host.</summary>
    public const string ResultPath = "/.well-known/headroom/requests/";

    private const string StateHeader = "Headroom-Request-State";

    /// <param name="handled">The answer, under way.</param>
    /// <returns>False for a request that is to be forwarded now.</returns>
    public bool TryHandle(HttpContext context, ServiceRoute route, out Task handled)
    {
        handled = Task.CompletedTask;
        if (mark.TakeFrom(context.Request) || route.Service.Asynchronous == AsynchronousMode.Never)
        {
            return false;
        }

        if (context.Request.Path.Value is { } path && path.StartsWith(ResultPath, StringComparison.Ordinal) && HttpMethods.IsGet(context.Request.Method))
        {
            handled = AnswerAsync(context, route.Service.Key, path[ResultPath.Length..]);
            return true;
        }

        var isAsynchronous = route.Service.Asynchronous == AsynchronousMode.Always ? context.Request.Headers.Upgrade.Count == 0 : Prefers(context.Request);
        if (isAsynchronous)
        {
            handled = AcceptAsync(context, route.Service);
        }

        return isAsynchronous;
    }

    private static bool Prefers(HttpRequest request) =>
        request.Headers["Prefer"].Any(static line => (line ?? "").Split(',').Any(static p => p.Split(';')[0].Trim().Equals("respond-async", StringComparison.OrdinalIgnoreCase)));

    private async Task AcceptAsync(HttpContext context, RoutedService service)
    {
        if (await ReadAsync(context) is not { } body)
        {
            await Refusals.AnswerAsync(context, StatusCodes.Status413PayloadTooLarge, $"an asynchronous request may have {options.Value.LargestBodyBytes} bytes");
            return;
        }

        var request = context.Request;
        var headers = request.Headers
            .Where(static h => !HopHeaders.Contains(h.Key) && !IsOurs(h.Key))
            .SelectMany(static h => h.Value.Select(v => KeyValuePair.Create(h.Key, v ?? "")));
        var kept = new KeptRequest(
            new Guid(RandomNumberGenerator.GetBytes(16)), service.Key, request.Host.Value ?? "", request.Method, $"{request.Path.ToUriComponent()}{request.QueryString}", [.. headers], body, 0);
        if (await TryAsync(context, c => store.AddAsync(kept, service.QueueLength, c)) is not { } isKept)
        {
            return;
        }

        if (!isKept)
        {
            context.Response.Headers.RetryAfter = "5";
            await Refusals.AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, "too many asynchronous requests wait for this service");
            return;
        }

        signal.Set();
        var result = ResultPath + kept.Id.ToString("N");
        context.Response.Headers.Location = result;
        context.Response.Headers["Preference-Applied"] = "respond-async";
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{"id":"{{kept.Id:N}}","result":"{{result}}"}""" + "\n", context.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext context, ServiceKey service, string id)
    {
        if (!Guid.TryParseExact(id, "N", out var known))
        {
            await Refusals.AnswerAsync(context, StatusCodes.Status404NotFound, "this is no request of this service");
            return;
        }

        if (await TryAsync(context, async c => (Found: await store.FindAsync(known, service, c), true)) is not (var found, _))
        {
            return;
        }

        if (found is null)
        {
            await Refusals.AnswerAsync(context, StatusCodes.Status404NotFound, "this is no request of this service, or its result has been let go");
            return;
        }

        context.Response.Headers[StateHeader] = found.State.ToString();
        context.Response.Headers.CacheControl = "no-store";
        if (found.State == KeptState.Waiting)
        {
            context.Response.Headers.RetryAfter = "1";
            await Refusals.AnswerAsync(context, StatusCodes.Status202Accepted, $"not answered yet; deliveries begun: {found.Attempts}");
        }
        else if (found.Status is not { } status)
        {
            await Refusals.AnswerAsync(context, StatusCodes.Status502BadGateway, $"given up after {found.Attempts} deliveries: {found.Error}");
        }
        else
        {
            context.Response.StatusCode = status;
            foreach (var header in found.Headers.GroupBy(static h => h.Key, StringComparer.OrdinalIgnoreCase))
            {
                context.Response.Headers[header.Key] = header.Select(static h => h.Value).ToArray();
            }

            await context.Response.Body.WriteAsync(found.Body, context.RequestAborted);
        }
    }

    // What is between client and activator, or said anew with every delivery.
    private static bool IsOurs(string name) =>
        name.Equals("Host", StringComparison.OrdinalIgnoreCase) || name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Expect", StringComparison.OrdinalIgnoreCase) || name.Equals("Prefer", StringComparison.OrdinalIgnoreCase) || name.StartsWith(':');

    /// <returns>Null for a body that is too large.</returns>
    private async Task<byte[]?> ReadAsync(HttpContext context)
    {
        var most = options.Value.LargestBodyBytes;
        if (context.Request.ContentLength > most)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var count)
        {
            if (body.Length + count > most)
            {
                return null;
            }

            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }

    /// <returns>Null where it could not be done; the client has been told.</returns>
    private async Task<T?> TryAsync<T>(HttpContext context, Func<CancellationToken, Task<T>> work)
        where T : struct
    {
        string why;
        try
        {
            if (store.IsConfigured)
            {
                return await work(context.RequestAborted);
            }

            why = "asynchronous requests need a database, and ConnectionStrings:Headroom is not set";
        }
        catch (Exception error) when (error is NpgsqlException or SocketException or TimeoutException)
        {
            LogAway(error.Message);
            why = "the database for asynchronous requests does not answer";
        }

        context.Response.Headers.RetryAfter = "5";
        await Refusals.AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, why);
        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database for asynchronous requests does not answer: {Error}")]
    private partial void LogAway(string error);
}
