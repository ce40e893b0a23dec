using System.CommandLine;
using Headroom.SimulatedNodes.Hosting;

return await CommandLine.Create().Parse(args)
    .InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
