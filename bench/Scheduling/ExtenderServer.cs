using System.Net;
using Headroom.Operators.Scheduling;
using Headroom.Placement.Fragmentation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Headroom.Bench.Scheduling;

/// <summary>The extender in a process of its own, over a cluster that it is told of at once; bindings succeed without a cluster.</summary>
/// <remarks>Says its port on its output, answers "idle" on its input with the share of GPU that nobody has, and ends with its input.</remarks>
internal static class ExtenderServer
{
    public const string Command = "scheduler-extender";
    private const int GpusPerNode = 8;
    private const int CpuMilli = 128_000;
    private const int MemoryMib = 1 << 20;

    public static async Task<int> RunAsync(string[] args)
    {
        var extender = new SchedulerExtender(new NoCluster(), TimeProvider.System);
        for (var node = 0; node < int.Parse(args[0]); node++)
        {
            extender.SetNode(NameOf(node), "A100", GpusPerNode, CpuMilli, MemoryMib);
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static k => k.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.Run(new ExtenderEndpoint(extender, new AlwaysLeading()).HandleAsync);
        await app.StartAsync();
        await Console.Out.WriteLineAsync($"{new Uri(app.Urls.Single()).Port}");
        while (await Console.In.ReadLineAsync() is not null)
        {
            await Console.Out.WriteLineAsync($"{extender.IdleShare:R}");
        }

        return 0;
    }

    public static string NameOf(int node) => $"gpu-node-{node:00000}";

    private sealed class AlwaysLeading : IExtenderTurn
    {
        public string? Refusal() => null;
    }

    private sealed class NoCluster : IPodBinder
    {
        public Task BindAsync(string ns, string name, string uid, string node, GpuSet gpus, CancellationToken ct) => Task.CompletedTask;
    }
}
