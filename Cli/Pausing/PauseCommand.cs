using System.CommandLine;
using Headroom.Cli.Cluster;
using Headroom.Cli.Terminal;

namespace Headroom.Cli.Pausing;

/// <summary><c>headroom pause</c> and <c>headroom resume</c>: it decides on, and writes nothing until resumed.</summary>
internal static class PauseCommand
{
    public static Command Create() => Create("pause", "Keep deciding, but write no scale.", isPaused: true);

    public static Command CreateResume() => Create("resume", "Write scales again.", isPaused: false);

    private static Command Create(string verb, string description, bool isPaused)
    {
        var name = new Argument<string>("object") { Description = "pas/NAME or svl/NAME; NAME alone is an autoscaler." };
        var scaleIn = new Option<bool>("--scale-in") { Description = "Only in, of an autoscaler." };
        var scaleOut = new Option<bool>("--scale-out") { Description = "Only out, of an autoscaler." };
        var flags = new ClusterFlags();
        var command = new Command(verb, description) { name, scaleIn, scaleOut };
        flags.AddTo(command);
        command.SetAction((result, ct) => GuardedRun.RunAsync(
            end => new PauseRun(flags.Read(result), Console.Out, TimeProvider.System)
                .SetAsync(result.GetValue(name)!, isPaused, result.GetValue(scaleIn), result.GetValue(scaleOut), end),
            ct));
        return command;
    }
}
