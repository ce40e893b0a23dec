using System.Buffers.Binary;
using Headroom.Contracts.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Headroom.NodeAgent.Tests.Running;

/// <summary>The kubelet's pod resources service: real gRPC framing over HTTP/2 on a Unix socket.</summary>
internal sealed class FakeKubelet(WebApplication app) : IAsyncDisposable
{
    public static async Task<FakeKubelet> StartAsync(string socket, params (string Namespace, string Pod, string[] Devices)[] pods)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(50));
        builder.WebHost.ConfigureKestrel(k => k.ListenUnixSocket(socket, l => l.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.MapPost("/v1.PodResourcesLister/List", async http =>
        {
            http.Response.ContentType = "application/grpc";
            byte[] message = Message(pods);
            byte[] prefix = new byte[5];
            BinaryPrimitives.WriteUInt32BigEndian(prefix.AsSpan(1), (uint)message.Length);
            await http.Response.Body.WriteAsync(prefix);
            await http.Response.Body.WriteAsync(message);
            http.Response.AppendTrailer("grpc-status", "0");
        });
        await app.StartAsync();
        return new FakeKubelet(app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static byte[] Message((string Namespace, string Pod, string[] Devices)[] pods)
    {
        var writer = new WireWriter();
        foreach (var (scope, pod, devices) in pods)
        {
            int begun = writer.Begin(1);
            writer.Text(1, pod);
            writer.Text(2, scope);
            int container = writer.Begin(3);
            writer.Text(1, "main");
            int given = writer.Begin(2);
            writer.Text(1, "nvidia.com/gpu");
            Array.ForEach(devices, d => writer.Text(2, d));
            writer.End(given);
            int other = writer.Begin(2);
            writer.Text(1, "example.com/fpga");
            writer.Text(2, "fpga-0");
            writer.End(other);
            writer.End(container);
            writer.End(begun);
        }

        return writer.Written.ToArray();
    }
}
