using Headroom.Activator.Hosting;

// Read by the runtime before its first socket: what a socket has ready is handled on the thread that waits for sockets,
// one for each core, without a hop. Right for a process that only relays, where nothing on the way blocks.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
await using var app = ActivatorHost.Build(args);
await app.RunAsync();
