using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Headroom.Bench.Activating;

/// <summary>The service behind the proxies, in a process of its own: a hundred bytes at once for every request.</summary>
/// <remarks>Says its port on its output, and ends with its input.</remarks>
internal static class EchoBackend
{
    public const string Command = "activator-backend";
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes(new string('a', 100));

    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static k => k.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.Run(static context =>
        {
            context.Response.ContentType = "text/plain";
            context.Response.ContentLength = Answer.Length;
            return context.Response.Body.WriteAsync(Answer).AsTask();
        });
        await app.StartAsync();
        await Console.Out.WriteLineAsync(new Uri(app.Urls.Single()).Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Nothing is said; the end of the input is the end.
        }

        return 0;
    }
}
