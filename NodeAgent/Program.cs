using System.CommandLine;
using Headroom.NodeAgent.Hosting;

// SIGTERM cancels; leaving the cards at their safe limits takes as many driver calls as there are cards.
return await CommandLine.Create(Agent.RunAsync).Parse(args)
    .InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
