using System.Buffers;
using System.Text.Json;
using Headroom.Operators.Scheduling.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Headroom.Operators.Scheduling;

/// <summary>The four calls of a kube-scheduler, as its configuration names them. Errors are in the answers, as it expects them.</summary>
internal static class ExtenderEndpoints
{
    // All 5,000 nodes of the largest cluster by names of 253 letters, and a pod.
    private const int MostBytes = 4 << 20;

    public static void MapSchedulerExtender(this IEndpointRouteBuilder routes, SchedulerExtender extender)
    {
        routes.MapPost("/scheduler/filter", http => WithBodyAsync(http, body => extender.Filter(body).Write(http.Response.BodyWriter)));
        routes.MapPost("/scheduler/prioritize", http => WithBodyAsync(http, body => extender.Prioritize(body).Write(http.Response.BodyWriter)));
        routes.MapPost("/scheduler/preempt", http => WithBodyAsync(http, body => Write(http, JsonSerializer.SerializeToUtf8Bytes(
            extender.Preempt(JsonSerializer.Deserialize(body.Span, ExtenderJson.Default.PreemptionArgs) ?? new PreemptionArgs()), ExtenderJson.Default.PreemptionAnswer))));
        routes.MapPost("/scheduler/bind", async http =>
        {
            var args = await JsonSerializer.DeserializeAsync(http.Request.Body, ExtenderJson.Default.BindingArgs, http.RequestAborted) ?? new BindingArgs();
            var answer = await extender.BindAsync(args, http.RequestAborted);
            Write(http, JsonSerializer.SerializeToUtf8Bytes(answer, ExtenderJson.Default.BindingAnswer));
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        });
    }

    private static async Task WithBodyAsync(HttpContext http, Action<ReadOnlyMemory<byte>> answer)
    {
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            if (read.Buffer.Length > MostBytes)
            {
                http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return;
            }

            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            Answer(http, read.Buffer, answer);
            reader.AdvanceTo(read.Buffer.End);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
            return;
        }
    }

    private static void Answer(HttpContext http, ReadOnlySequence<byte> body, Action<ReadOnlyMemory<byte>> answer)
    {
        http.Response.ContentType = "application/json";
        var length = (int)body.Length;
        var copy = body.IsSingleSegment ? null : ArrayPool<byte>.Shared.Rent(length);
        try
        {
            if (copy is not null)
            {
                body.CopyTo(copy);
            }

            answer(copy is null ? body.First : copy.AsMemory(0, length));
        }
        catch (JsonException error)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            Write(http, JsonSerializer.SerializeToUtf8Bytes(new BindingAnswer { Error = error.Message }, ExtenderJson.Default.BindingAnswer));
        }
        finally
        {
            if (copy is not null)
            {
                ArrayPool<byte>.Shared.Return(copy);
            }
        }
    }

    private static void Write(HttpContext http, byte[] json)
    {
        http.Response.ContentType = "application/json";
        http.Response.BodyWriter.Write(json);
    }
}
