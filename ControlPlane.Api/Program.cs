using Headroom.ControlPlane.Api.Hosting;

return await ControlPlaneHost.RunAsync(args);
