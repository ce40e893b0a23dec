using System.CommandLine;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Headroom.SimulatedNodes.Cards;
using Headroom.SimulatedNodes.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.SimulatedNodes.Hosting;

/// <summary>The options of the program.</summary>
internal static class CommandLine
{
    public static RootCommand Create()
    {
        var kubeconfig = new Option<string>("--kubeconfig") { Description = "Of the local cluster.", Required = true };
        var controlPlane = new Option<string>("--control-plane") { Description = "https:// address that agents report to.", Required = true };
        var authority = new Option<string>("--ca-file") { Description = "PEM file of the authority behind the control plane's certificate.", Required = true };
        var state = new Option<string>("--state-dir") { Description = "Folder for the nodes' disks.", Required = true };
        var speed = new Option<double>("--speed") { Description = "How many times faster days pass.", DefaultValueFactory = _ => 1 };
        var root = new RootCommand("Node agents over simulated GPUs, for the local cluster. Not for production.") { kubeconfig, controlPlane, authority, state, speed };
        root.Validators.Add(result =>
        {
            if (!Uri.TryCreate(result.GetValue(controlPlane), UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
            {
                result.AddError($"--control-plane: {result.GetValue(controlPlane)} is not an https:// address");
            }
        });
        root.SetAction((parsed, ct) => RunAsync(
            new FleetOptions
            {
                Kubeconfig = parsed.GetRequiredValue(kubeconfig),
                ControlPlane = new Uri(parsed.GetRequiredValue(controlPlane)),
                AuthorityFile = parsed.GetRequiredValue(authority),
                StateFolder = parsed.GetRequiredValue(state),
                Speed = parsed.GetRequiredValue(speed),
            },
            ct));
        return root;
    }

    private static async Task<int> RunAsync(FleetOptions options, CancellationToken ct)
    {
        var time = TimeProvider.System;
        using var client = new KubernetesClient(
            KubeconfigConnection.Load(new KubeconfigOptions { Path = options.Kubeconfig }, time), time, NullLoggerFactory.Instance);
        var fleet = new NodeFleet(options, client, new ServingLoad(options.Speed), time, TextWriter.Synchronized(Console.Error));
        try
        {
            await fleet.RunAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The way this ends.
        }

        return 0;
    }
}
