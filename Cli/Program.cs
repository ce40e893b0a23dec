using System.CommandLine;
using Headroom.Cli.Local;

var root = new RootCommand("Headroom: GPU capacity that is ahead of the load.");
root.Subcommands.Add(LocalCommand.Create());
return await root.Parse(args).InvokeAsync();
