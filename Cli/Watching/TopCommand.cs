using System.CommandLine;
using Headroom.Cli.Cluster;
using Headroom.Cli.Terminal;

namespace Headroom.Cli.Watching;

/// <summary><c>headroom top</c>: every autoscaler in a table that follows the cluster.</summary>
internal static class TopCommand
{
    public static Command Create()
    {
        var all = new Option<bool>("--all-namespaces", "-A") { Description = "Of all namespaces." };
        var once = new Option<bool>("--once") { Description = "Print once and end; so it does where the output is no terminal." };
        var output = new Option<string?>("--output", "-o") { Description = "table, wide, json or yaml; the last two print once. [default: table]" };
        var flags = new ClusterFlags();
        var command = new Command("top", "Autoscalers with what they have and want, the least budget first, every two seconds.") { all, once, output };
        flags.AddTo(command);
        command.SetAction((result, ct) => GuardedRun.RunAsync(
            end => new TopRun(flags.Read(result), result.GetValue(all), Console.Out, TimeProvider.System)
                .RunAsync(OutputForms.Parse(result.GetValue(output)), result.GetValue(once) || Console.IsOutputRedirected, end),
            ct));
        return command;
    }
}
