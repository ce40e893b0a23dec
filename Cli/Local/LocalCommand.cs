using System.CommandLine;
using System.Globalization;

namespace Headroom.Cli.Local;

/// <summary>The command behind <c>./run</c>.</summary>
internal static class LocalCommand
{
    public static Command Create()
    {
        var trace = new Option<string?>("--trace") { Description = "CSV of time and value to replay; without it a day-night load with bursts is made." };
        var column = new Option<string?>("--column") { Description = "Value column of the trace; the first numeric one otherwise." };
        var speed = new Option<double>("--speed") { Description = "How many times faster than real time, 1 to 3600.", DefaultValueFactory = _ => 60 };
        var port = new Option<int>("--port") { Description = "Loopback port of portal and API.", DefaultValueFactory = _ => 8088 };
        var clusterPort = new Option<int>("--cluster-port") { Description = "Loopback port of the local cluster.", DefaultValueFactory = _ => 6551 };
        var postgresPort = new Option<int>("--postgres-port") { Description = "Loopback port of the private PostgreSQL.", DefaultValueFactory = _ => 5543 };
        var agentsPort = new Option<int>("--agents-port") { Description = "Loopback port that simulated nodes report to.", DefaultValueFactory = _ => 6552 };
        var servicesPort = new Option<int>("--services-port") { Description = "Loopback port that the example services are called at.", DefaultValueFactory = _ => 8089 };
        var detach = new Option<bool>("--detach") { Description = "Return once everything is up." };
        var stop = new Option<bool>("--stop") { Description = "Stop what a detached run started." };
        var reset = new Option<bool>("--reset") { Description = "Stop, and delete everything kept in .state." };
        var root = new Option<string>("--root") { Description = "The checkout.", DefaultValueFactory = _ => Directory.GetCurrentDirectory(), Hidden = true };
        var command = new Command("local", "The whole product on this machine: a local cluster, PostgreSQL, the control plane and the portal.")
        {
            trace, column, speed, port, clusterPort, postgresPort, agentsPort, servicesPort, detach, stop, reset, root,
        };
        command.SetAction((result, ct) => RunAsync(
            new LocalOptions
            {
                Root = Path.GetFullPath(result.GetValue(root)!),
                Trace = result.GetValue(trace),
                Column = result.GetValue(column),
                Speed = result.GetValue(speed),
                PortalPort = result.GetValue(port),
                ClusterPort = result.GetValue(clusterPort),
                PostgresPort = result.GetValue(postgresPort),
                AgentsPort = result.GetValue(agentsPort),
                ServicesPort = result.GetValue(servicesPort),
                IsDetached = result.GetValue(detach),
            },
            result.GetValue(stop),
            result.GetValue(reset),
            ct));
        return command;
    }

    private static async Task<int> RunAsync(LocalOptions options, bool stop, bool reset, CancellationToken ct)
    {
        try
        {
            if (stop || reset)
            {
                return await LocalStop.RunAsync(options.State, reset, ct);
            }

            options.Check();
            return options.IsDetached ? await DetachedStart.RunAsync(options, ct) : await new LocalRun(options, TimeProvider.System).RunAsync(ct);
        }
        catch (LocalException error)
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"headroom: {error.Message}"));
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }
}
