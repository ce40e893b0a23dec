using System.CommandLine;
using Headroom.Cli.Backtesting;
using Headroom.Cli.Completing;
using Headroom.Cli.Diagnosing;
using Headroom.Cli.Energy;
using Headroom.Cli.Explaining;
using Headroom.Cli.FleetPlanning;
using Headroom.Cli.Local;
using Headroom.Cli.Pausing;
using Headroom.Cli.PowerSimulation;
using Headroom.Cli.Terminal;
using Headroom.Cli.Watching;

namespace Headroom.Cli;

/// <summary>All commands.</summary>
internal static class CommandLine
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Headroom: GPU capacity that is ahead of the load.")
        {
            LocalCommand.Create(), ExplainCommand.Create(), ExplainCommand.CreateWhyNot(), TopCommand.Create(), PauseCommand.Create(), PauseCommand.CreateResume(),
            DiagnoseCommand.Create(), BacktestCommand.Create(), SimulateCommand.Create(), PlanCommand.Create(), PowerCommand.Create(), CompletionCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.CommandResult.Command is { Action: not null } command && command.Parents.Any())
        {
            var name = string.Join(' ', command.Parents.OfType<Command>().Where(c => c != root).Append(command).Select(static c => c.Name));
            await Console.Error.WriteLineAsync($"headroom: {parsed.Errors[0].Message} headroom {name} --help names the options.");
            return ExitCode.Usage;
        }

        // Signals are the commands' own: the parser's handler ends the process two seconds after Ctrl-C, done or not, and a
        // local run whose PostgreSQL still writes its checkpoint would leave it behind.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }
}
