using System.CommandLine;
using Headroom.Cli.Cluster;
using Headroom.Cli.Terminal;

namespace Headroom.Cli.Explaining;

/// <summary><c>headroom explain</c> and <c>headroom why-not</c>: the last decision, and what another count would have cost.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var (name, output, flags) = Arguments();
        var command = new Command("explain", "Why an autoscaler decided this number, and what the alternatives would have cost.") { name, output };
        flags.AddTo(command);
        command.SetAction((result, ct) => GuardedRun.RunAsync(
            end => new ExplainRun(flags.Read(result), Console.Out, TimeProvider.System).ExplainAsync(result.GetValue(name)!, result.GetValue(output), end), ct));
        return command;
    }

    public static Command CreateWhyNot()
    {
        var (name, output, flags) = Arguments();
        var replicas = new Argument<string>("replicas") { Description = "The count that was not chosen." };
        var command = new Command("why-not", "Why an autoscaler did not decide another number.") { name, replicas, output };
        flags.AddTo(command);
        command.SetAction((result, ct) => GuardedRun.RunAsync(
            end =>
            {
                var count = OptionText.Whole("replicas", result.GetValue(replicas) ?? "", 0, 10_000);
                return new ExplainRun(flags.Read(result), Console.Out, TimeProvider.System).WhyNotAsync(result.GetValue(name)!, count, result.GetValue(output), end);
            },
            ct));
        return command;
    }

    private static (Argument<string> Name, Option<string?> Output, ClusterFlags Flags) Arguments() => (
        new Argument<string>("object") { Description = "pas/NAME, or NAME alone." },
        new Option<string?>("--output", "-o") { Description = "table, wide, json or yaml. [default: table]" },
        new ClusterFlags());
}
