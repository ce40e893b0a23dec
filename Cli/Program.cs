using System.CommandLine;
using Headroom.Cli.Local;

var root = new RootCommand("Headroom: GPU capacity that is ahead of the load.");
root.Subcommands.Add(LocalCommand.Create());

// Signals are the commands' own: the parser's handler ends the process two seconds after Ctrl-C, done or not, and a local
// run whose PostgreSQL still writes its checkpoint would leave it behind.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
