using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Headroom.LocalCluster.Containers;

/// <summary>The program that stands for a pod's container: a small HTTP service in a process of its own.</summary>
/// <remarks>It says "ready" on its output once it has loaded, and ends in order when its input ends, as it does with the cluster.</remarks>
internal static class ContainerProgram
{
    public const string Ready = "ready";

    // A query must not hold a process for longer than anyone waits.
    private const int LongestMilliseconds = 60_000;

    public static async Task<int> RunAsync(string name, IPEndPoint endpoint, TimeSpan load, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(endpoint, static l => l.Protocols = HttpProtocols.Http1);
        });
        await using var app = builder.Build();
        var requests = 0;
        app.Run(context => AnswerAsync(context, $"{name} at {endpoint}", Interlocked.Increment(ref requests), Stopwatch.GetElapsedTime(begun)));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var orphaned = EndWithInputAsync(end);
        try
        {
            // What a model's weights would take; the port stays closed as long, as it does with most servers.
            await Task.Delay(load, TimeProvider.System, end.Token);
            await app.StartAsync(end.Token);
            await Console.Out.WriteLineAsync(Ready);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end.Token);
        }
        catch (OperationCanceledException)
        {
            // The way this ends.
        }

        await app.StopAsync(CancellationToken.None);
        await orphaned;
        return 0;
    }

    private static async Task EndWithInputAsync(CancellationTokenSource end)
    {
        // Off the caller: reading the console's input blocks.
        await Task.Run(static () => Console.In.ReadToEnd());
        await end.CancelAsync();
    }

    private static async Task AnswerAsync(HttpContext context, string who, int number, TimeSpan age)
    {
        if (int.TryParse(context.Request.Query["ms"], CultureInfo.InvariantCulture, out var milliseconds))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, LongestMilliseconds)), TimeProvider.System, context.RequestAborted);
        }

        if (int.TryParse(context.Request.Query["status"], CultureInfo.InvariantCulture, out var status) && status is >= 200 and <= 599)
        {
            context.Response.StatusCode = status;
        }

        if (int.TryParse(context.Request.Query["exit"], CultureInfo.InvariantCulture, out var code))
        {
            // To see what becomes of a container that dies.
            Environment.Exit(code);
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(
            string.Create(CultureInfo.InvariantCulture, $"{who}: request {number}, {age.TotalSeconds:0.0} s after the process began\n"), context.RequestAborted);
        if (HttpMethods.IsPost(context.Request.Method))
        {
            await context.Request.Body.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }
}
