using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;
using Headroom.Placement.Booking;
using Headroom.Placement.Fragmentation;

namespace Headroom.LocalCluster.Simulation;

/// <summary>The GPUs that a pod asks for, whole or a share of one.</summary>
internal static class PodGpus
{
    /// <summary>Whether it asks for any, also in a form that cannot be read.</summary>
    public static bool AreAsked(JsonObject pod) =>
        Annotation(pod, AskedResources.Fraction) is { Length: > 0 }
        || pod.Obj("spec").Arr("containers").Objects().Any(static c => Asked(c, AskedResources.Gpus) > 0);

    /// <param name="models">Gives the set of the models that it names.</param>
    /// <exception cref="FormatException">No share or number of GPUs; the message has the value.</exception>
    public static PodShape Shape(JsonObject pod, Func<string, ModelSet> models)
    {
        var asked = new AskedResources();
        foreach (var container in pod.Obj("spec").Arr("containers").Objects())
        {
            asked.Add(name => Asked(container, name));
        }

        try
        {
            return asked.Shape(name => Annotation(pod, name), pod.Obj("spec").Obj("nodeSelector").Str(AskedResources.Product), models);
        }
        catch (Exception error) when (error is ArgumentException or OverflowException)
        {
            throw new FormatException(error.Message, error);
        }
    }

    /// <summary>The same of a pod that runs: one that cannot be read takes nothing.</summary>
    public static PodShape ShapeOrNone(JsonObject pod)
    {
        try
        {
            return Shape(pod, static _ => ModelSet.Any);
        }
        catch (FormatException)
        {
            return default;
        }
    }

    private static decimal Asked(JsonObject container, string name) => PodResources.Amount(container.Obj("resources").Obj("requests"), name).Value;

    private static string? Annotation(JsonObject pod, string name) => pod.Obj("metadata").Obj("annotations").Str(name);
}
