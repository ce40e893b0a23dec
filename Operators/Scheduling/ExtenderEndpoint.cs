using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Unicode;
using Headroom.Operators.Scheduling.Wire;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Headroom.Operators.Scheduling;

/// <summary>
/// The four calls of a kube-scheduler, as its configuration names them. What is wrong with a pod is in the answer, as it
/// expects; a status other than 200 makes it try the pod again later.
/// </summary>
public sealed class ExtenderEndpoint
{
    private const string Prefix = "/scheduler/";

    private readonly SchedulerExtender _extender;
    private readonly IExtenderTurn _turn;

    internal ExtenderEndpoint(SchedulerExtender extender, IExtenderTurn turn) => (_extender, _turn) = (extender, turn);

    public async Task HandleAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (VerbOf(http.Request.Path.Value ?? "") is not { } verb)
        {
            await RefuseAsync(http, StatusCodes.Status404NotFound, $"Not here: POST {Prefix}filter, prioritize, preempt or bind.");
            return;
        }

        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.Headers.Allow = HttpMethods.Post;
            await RefuseAsync(http, StatusCodes.Status405MethodNotAllowed, "POST it.");
            return;
        }

        var begun = Stopwatch.GetTimestamp();
        var outcome = await CallAsync(http, verb);
        ExtenderMetrics.Count(verb, outcome, Stopwatch.GetElapsedTime(begun));
    }

    private static string? VerbOf(string path) => path switch
    {
        Prefix + "filter" => "filter",
        Prefix + "prioritize" => "prioritize",
        Prefix + "preempt" => "preempt",
        Prefix + "bind" => "bind",
        _ => null,
    };

    private async Task<ExtenderOutcome> CallAsync(HttpContext http, string verb)
    {
        if (_turn.Refusal() is { } refusal)
        {
            // A scheduler keeps its connection: it would ask this replica for ever, and never reach the one that leads.
            http.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, refusal);
            return ExtenderOutcome.NotLeading;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null; // the body has a limit of its own, above that of the other addresses
        }

        using var body = await ExtenderBody.ReadAsync(http.Request, http.RequestAborted);
        if (body is null)
        {
            await RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, "More than any scheduler sends.");
            return ExtenderOutcome.Malformed;
        }

        if (!Utf8.IsValid(body.Bytes.Span))
        {
            // Else readers throw what a fault of ours would throw.
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "The body is no UTF-8.");
            return ExtenderOutcome.Malformed;
        }

        ExtenderOutcome outcome;
        try
        {
            outcome = await AnswerAsync(http, verb, body.Bytes);
        }
        catch (JsonException error)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, error.Message);
            return ExtenderOutcome.Malformed;
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        return outcome;
    }

    private async Task<ExtenderOutcome> AnswerAsync(HttpContext http, string verb, ReadOnlyMemory<byte> body)
    {
        switch (verb)
        {
            case "filter":
                var filtered = _extender.Filter(body);
                filtered.Write(Json(http));
                return filtered.Outcome;
            case "prioritize":
                _extender.Prioritize(body).Write(Json(http));
                return ExtenderOutcome.Answered;
            case "preempt":
                var victims = _extender.Preempt(JsonSerializer.Deserialize(body.Span, ExtenderJson.Default.PreemptionArgs) ?? new PreemptionArgs());
                Json(http).Write(JsonSerializer.SerializeToUtf8Bytes(victims, ExtenderJson.Default.PreemptionAnswer));
                return victims.NodeNameToMetaVictims is { Count: > 0 } ? ExtenderOutcome.Answered : ExtenderOutcome.NoneFits;
            default:
                var binding = JsonSerializer.Deserialize(body.Span, ExtenderJson.Default.BindingArgs) ?? new BindingArgs();
                var bound = await _extender.BindAsync(binding, http.RequestAborted);
                Json(http).Write(JsonSerializer.SerializeToUtf8Bytes(bound, ExtenderJson.Default.BindingAnswer));
                return bound.Outcome;
        }
    }

    private static PipeWriter Json(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        return http.Response.BodyWriter;
    }

    private static Task RefuseAsync(HttpContext http, int status, string detail)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain";
        return http.Response.WriteAsync(detail, http.RequestAborted);
    }
}
