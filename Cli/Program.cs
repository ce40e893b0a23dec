return await Headroom.Cli.CommandLine.RunAsync(args);
