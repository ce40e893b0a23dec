using Headroom.LocalCluster.Hosting;

return await CommandLine.Build().Parse(args).InvokeAsync();
