using System.Diagnostics;

namespace Headroom.Cli.Local;

/// <summary>Starts the same run in the background and returns once it is up, or has failed.</summary>
internal static class DetachedStart
{
    public static async Task<int> RunAsync(LocalOptions options, CancellationToken ct)
    {
        LocalRun.RefuseSecond(options.State);
        options.State.Create();
        File.Delete(options.State.Banner);
        var log = Path.Combine(options.State.Logs, "supervisor.log");
        await File.WriteAllTextAsync(log, "", ct);
        // A shell in its own session redirects the output: this process may then leave without closing a pipe under it.
        var start = new ProcessStartInfo("setsid") { UseShellExecute = false };
        string[] command = ["sh", "-c", "exec \"$@\" >>\"$HEADROOM_LOG\" 2>&1 </dev/null", "sh", Environment.ProcessPath!];
        string[] self = Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(DetachedStart).Assembly.Location] : [];
        foreach (var argument in command.Concat(self).Concat(Arguments(options)))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["HEADROOM_LOG"] = log;
        using var supervisor = Process.Start(start) ?? throw new LocalException("the background process did not start");
        while (!File.Exists(options.State.Banner))
        {
            if (supervisor.HasExited)
            {
                throw new LocalException(string.Join('\n', File.ReadLines(log).Select(l => l.Replace("headroom: ", "", StringComparison.Ordinal)).TakeLast(20)));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
        }

        Console.Write(await File.ReadAllTextAsync(options.State.Banner, ct));
        Console.WriteLine("Running in the background; ./run --stop ends it.");
        return 0;
    }

    private static IEnumerable<string> Arguments(LocalOptions options)
    {
        yield return "local";
        foreach (var (name, value) in new[]
        {
            ("--root", options.Root), ("--speed", $"{options.Speed}"), ("--port", $"{options.PortalPort}"),
            ("--cluster-port", $"{options.ClusterPort}"), ("--postgres-port", $"{options.PostgresPort}"), ("--agents-port", $"{options.AgentsPort}"),
            ("--services-port", $"{options.ServicesPort}"),
            ("--trace", options.Trace is null ? null : Path.GetFullPath(options.Trace)), ("--column", options.Column),
        })
        {
            if (value is not null)
            {
                yield return name;
                yield return value;
            }
        }
    }
}
