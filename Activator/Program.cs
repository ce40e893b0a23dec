using Headroom.Activator.Hosting;

await using var app = ActivatorHost.Build(args);
await app.RunAsync();
