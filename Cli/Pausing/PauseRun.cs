using System.Text.Json.Nodes;
using Headroom.Cli.Cluster;
using Headroom.Cli.Terminal;
using Headroom.Kubernetes;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Serverless.Api;

namespace Headroom.Cli.Pausing;

/// <summary>Sets or removes the annotations that pause an object.</summary>
internal sealed class PauseRun(ClusterOptions options, TextWriter output, TimeProvider time)
{
    private const string Whole = "headroom.dev/paused";
    private const string ScaleIn = "headroom.dev/paused-scale-in";
    private const string ScaleOut = "headroom.dev/paused-scale-out";

    /// <exception cref="OptionException">No such object, or a direction of a service.</exception>
    public async Task SetAsync(string text, bool isPaused, bool isIn, bool isOut, CancellationToken ct)
    {
        var name = ObjectName.Parse(text, ObjectName.Autoscaler, ObjectName.Service);
        var isService = name.Kind == ObjectName.Service;
        if (isService && (isIn || isOut))
        {
            throw new OptionException("--scale-in and --scale-out are for autoscalers: a service is paused as a whole");
        }

        var annotations = Names(isPaused, isIn, isOut, isService);
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["annotations"] = new JsonObject(annotations.Select(a => KeyValuePair.Create(a, isPaused ? (JsonNode?)"true" : null))),
            },
        };
        using var client = ClusterConnection.Open(options, time);
        var key = new ObjectKey(client.NamespaceOf(options), name.Name);
        var resource = isService ? ServerlessService.Type.Resource : PredictiveAutoscaler.Type.Resource;
        try
        {
            await client.MergePatchAsync(UnstructuredObject.Of(resource), key, patch, subresource: null, ct);
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            throw new OptionException($"there is no {resource.Kind} {key}", e);
        }

        await output.WriteLineAsync($"{name.Kind}/{name.Name} {(isPaused ? "paused" : "resumed")}{Direction(isIn, isOut)}");
    }

    // Whoever resumes without a direction means all of it.
    private static string[] Names(bool isPaused, bool isIn, bool isOut, bool isService) => (isIn, isOut) switch
    {
        (true, true) => [ScaleIn, ScaleOut],
        (true, false) => [ScaleIn],
        (false, true) => [ScaleOut],
        _ => isPaused || isService ? [Whole] : [Whole, ScaleIn, ScaleOut],
    };

    private static string Direction(bool isIn, bool isOut) => (isIn, isOut) switch
    {
        (true, false) => ": scale-in",
        (false, true) => ": scale-out",
        _ => "",
    };
}
