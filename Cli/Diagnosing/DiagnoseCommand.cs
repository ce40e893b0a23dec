using System.CommandLine;
using Headroom.Cli.Cluster;
using Headroom.Cli.Terminal;

namespace Headroom.Cli.Diagnosing;

/// <summary><c>headroom diagnose</c>: what keeps it from working, and what to do about it.</summary>
internal static class DiagnoseCommand
{
    public static Command Create()
    {
        var home = new Option<string>("--operator-namespace") { Description = "Where the control plane runs.", DefaultValueFactory = static _ => "headroom-system" };
        var bundle = new Option<string?>("--bundle") { Description = "Write findings and objects to this zip file for a bug report, secrets removed." };
        var output = new Option<string?>("--output", "-o") { Description = "table, json or yaml. [default: table]" };
        var flags = new ClusterFlags();
        var command = new Command("diagnose", "Checks access, definitions, the leader, metrics and node agents, and says what to fix.") { home, bundle, output };
        flags.AddTo(command);
        command.SetAction((result, ct) => GuardedRun.RunAsync(
            end => new DiagnoseRun(flags.Read(result), result.GetValue(home)!, Console.Out, Console.Error, TimeProvider.System)
                .RunAsync(result.GetValue(bundle), OutputForms.Parse(result.GetValue(output)), end),
            ct));
        return command;
    }
}
