using System.CommandLine;
using System.Net;
using Headroom.LocalCluster.Containers;
using Headroom.LocalCluster.Simulation;

namespace Headroom.LocalCluster.Hosting;

/// <summary>The options of the executable.</summary>
internal static class CommandLine
{
    public static RootCommand Build()
    {
        var port = new Option<int>("--port") { Description = "Loopback port; 0 takes any free one." };
        var nodes = new Option<FileInfo?>("--nodes") { Description = "YAML of the simulated nodes; default: a small GPU cluster." };
        var speed = new Option<double>("--speed") { Description = "Divides simulated delays.", DefaultValueFactory = _ => 1 };
        var seed = new Option<int>("--seed") { Description = "Seed of the simulation.", DefaultValueFactory = _ => 1 };
        var kubeconfig = new Option<FileInfo?>("--kubeconfig") { Description = "Where to write an administrator's kubeconfig." };
        var users = new Option<FileInfo?>("--users") { Description = "YAML of further users: name, token, groups." };
        var http = new Option<bool>("--http") { Description = "Plain HTTP; kubectl then sends no token and is refused." };
        var snapshot = new Option<FileInfo?>("--snapshot") { Description = "File that keeps the objects over restarts; default: none." };
        var root = new RootCommand("A development and evaluation cluster: a Kubernetes API with simulated nodes. Not for production.")
        {
            port, nodes, speed, seed, kubeconfig, users, http, snapshot,
        };
        root.Subcommands.Add(Container());
        root.SetAction((parsed, ct) => RunAsync(
            new LocalClusterOptions
            {
                Port = parsed.GetValue(port),
                Speed = parsed.GetValue(speed),
                Seed = parsed.GetValue(seed),
                Snapshot = parsed.GetValue(snapshot)?.FullName,
                Tls = !parsed.GetValue(http),
                Logging = logging => logging.AddSimpleConsole(c => c.SingleLine = true),
            },
            parsed.GetValue(nodes), parsed.GetValue(kubeconfig), parsed.GetValue(users), ct));
        return root;
    }

    /// <summary>How the cluster starts a process that stands for a pod; not for people.</summary>
    private static Command Container()
    {
        var name = new Argument<string>("name");
        var endpoint = new Argument<string>("endpoint");
        var load = new Argument<double>("load-seconds");
        var command = new Command("container", "A pod's real process.") { name, endpoint, load };
        command.Hidden = true;
        command.SetAction((parsed, ct) => ContainerProgram.RunAsync(
            parsed.GetValue(name)!, IPEndPoint.Parse(parsed.GetValue(endpoint)!), TimeSpan.FromSeconds(parsed.GetValue(load)), ct)); // arguments are required
        return command;
    }

    private static async Task<int> RunAsync(
        LocalClusterOptions given, FileInfo? nodes, FileInfo? kubeconfig, FileInfo? users, CancellationToken ct)
    {
        try
        {
            var options = await WithFilesAsync(given, nodes, users, ct);
            await using var host = await LocalClusterHost.StartAsync(options, ct);
            if (kubeconfig is not null)
            {
                KubeconfigFile.Write(kubeconfig.FullName, host.Kubeconfig);
            }

            if (host.CorruptSnapshot is { } aside)
            {
                await Console.Error.WriteLineAsync($"LocalCluster: {aside}");
            }

            await Console.Out.WriteLineAsync(
                $"LocalCluster: development and evaluation cluster on {host.Address.GetLeftPart(UriPartial.Authority)} (not for production)");
            await Console.Out.WriteLineAsync($"LocalCluster: seed {options.Seed}, speed {options.Speed}");
            await host.WaitForShutdownAsync(ct);
            return 0;
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentOutOfRangeException)
        {
            await Console.Error.WriteLineAsync($"LocalCluster: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static async Task<LocalClusterOptions> WithFilesAsync(
        LocalClusterOptions options, FileInfo? nodes, FileInfo? users, CancellationToken ct)
    {
        if (nodes is not null)
        {
            var file = NodesFile.Parse(await File.ReadAllTextAsync(nodes.FullName, ct));
            options = options with { Nodes = file.Nodes, StartDelay = file.StartDelay };
        }

        return users is null
            ? options
            : options with { Users = UsersFile.Parse(await File.ReadAllTextAsync(users.FullName, ct)) };
    }
}
