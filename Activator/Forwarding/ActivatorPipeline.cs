using Headroom.Activator.Answers;
using Headroom.Activator.Asynchronous;
using Headroom.Activator.Forwarding.Http1;
using Headroom.Activator.Forwarding.Http2;
using Headroom.Activator.Holding;
using Headroom.Activator.Hosting;
using Headroom.Activator.Routing;
using Headroom.Activator.Waking;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Headroom.Activator.Forwarding;

/// <summary>Every request's way: find its service, wait for a place, forward, give the place back.</summary>
internal sealed class ActivatorPipeline(
    RouteBook book, WakeLoop waking, RequestIntake intake, Http1Upstream http1, Http2Upstream http2, Draining draining, TimeProvider time)
{
    private const int MostBroken = 3;

    public Task HandleAsync(HttpContext context)
    {
        var arrived = time.GetTimestamp();
        if (book.Table.Find(context.Request.Host.Value, context.Request.Path.Value) is not { } route)
        {
            return Refusals.UnroutedAsync(context);
        }

        if (HttpMethods.IsConnect(context.Request.Method) && context.Features.Get<IHttpExtendedConnectFeature>() is not { IsExtendedConnect: true })
        {
            return Refusals.MethodAsync(context);
        }

        if (HasTwoLengths(context.Request))
        {
            return Refusals.AnswerAsync(context, StatusCodes.Status400BadRequest, "the request says its length in two ways");
        }

        if (intake.TryHandle(context, route, out var handled))
        {
            return handled;
        }

        if (route.Service.HasPlaceholder && !route.Gate.HasReplica && PlaceholderPage.IsFor(context.Request))
        {
            waking.Ask(route.Gate);
            return PlaceholderPage.AnswerAsync(context);
        }

        if (context.Request.ContentLength is null && context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            // A stream may be silent for as long as it likes; a body that says its length may not.
            rate.MinDataRate = null;
        }

        if (draining.IsOn && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }

        return ForwardAsync(context, route, arrived);
    }

    private async Task ForwardAsync(HttpContext context, ServiceRoute route, long arrived)
    {
        IUpstream upstream = route.Service.Protocol == UpstreamProtocol.H2c ? http2 : http1;
        var broken = 0;
        for (var isAgain = false; ; isAgain = true)
        {
            Admission admission;
            try
            {
                admission = await route.Gate.EnterAsync(arrived, isAgain, context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (admission.Replica is not { } replica)
            {
                await Refusals.AnswerAsync(context, admission.Refusal.GetValueOrDefault());
                return;
            }

            var outcome = ForwardOutcome.Ended;
            try
            {
                outcome = await upstream.ForwardAsync(context, replica, Left(route, arrived));
            }
            finally
            {
                route.Gate.Leave(replica, outcome == ForwardOutcome.Ended);
            }

            if (outcome == ForwardOutcome.Ended)
            {
                return;
            }

            if (outcome == ForwardOutcome.Broken && ++broken == MostBroken)
            {
                // It may be the request that kills whoever gets it.
                await Refusals.BrokenAsync(context);
                return;
            }
        }
    }

    // The server has chosen one already, and puts the other aside under this name; whoever sends both is up to something.
    private static bool HasTwoLengths(HttpRequest request) =>
        request.Headers.TransferEncoding.Count > 0 && (request.ContentLength is not null || request.Headers.ContainsKey("X-Content-Length"));

    private TimeSpan Left(ServiceRoute route, long arrived)
    {
        var left = route.Service.Deadline - time.GetElapsedTime(arrived);
        return left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1);
    }
}
