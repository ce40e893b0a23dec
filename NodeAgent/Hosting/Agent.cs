using System.Net;
using Headroom.NodeAgent.Nvml;
using Headroom.NodeAgent.Pods;
using Headroom.NodeAgent.Reporting;
using Headroom.NodeAgent.Serving;

namespace Headroom.NodeAgent.Hosting;

/// <summary>Puts the agent together and runs it until it is told to end.</summary>
internal static class Agent
{
    public static async Task<int> RunAsync(AgentOptions options, CancellationToken ct)
    {
        var time = TimeProvider.System;
        var log = new AgentLog(Console.Error, time);
        using var driver = new NvmlDriver(options.Library);
        using var pods = new PodDirectory(new KubeletClient(options.PodResources), time, options.IsOnce ? new AgentLog(TextWriter.Null, time) : log);
        var watch = new NodeWatch(options, driver, pods, time);
        if (options.IsOnce)
        {
            var snapshot = await SingleReading.TakeAsync(watch, pods, time, ct);
            Console.WriteLine(options.IsJson ? SingleReading.Json(snapshot) : SingleReading.Text(snapshot));
            return 0;
        }

        using var reports = options.ControlPlane is null ? null : new ReportClient(options, new ServerTrust(options.AuthorityFile), log);
        var loop = new AgentLoop(watch, pods, reports, time, log);
        StatusServer? server = null;
        try
        {
            server = options.Listen is { } prefix ? new StatusServer(prefix, loop, () => driver.NeedsNewProcess) : null;
        }
        catch (Exception e) when (e is HttpListenerException or ArgumentException)
        {
            await Console.Error.WriteLineAsync($"headroom-node-agent: --listen {options.Listen}: {e.Message}");
            return 1;
        }

        using (server)
        {
            log.Say($"{options.Node}: begins; {(options.ControlPlane is { } url ? $"reports to {url}" : "reports to nobody")}");
            _ = server?.RunAsync(ct);
            await loop.RunAsync(ct);
        }

        log.Say("ends; the cards are left at their safe limits");
        return 0;
    }
}
