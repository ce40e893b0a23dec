using System.Text.Json;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Pods;
using Headroom.Placement.Booking;
using Headroom.Placement.Fragmentation;

namespace Headroom.Operators.Scheduling;

/// <summary>A pod and what it asks for, in whole GPUs or a share of one.</summary>
/// <param name="Error">Why it cannot be placed, with the value; null where it can.</param>
internal sealed record PodClaim(string Uid, string Namespace, string Name, PodShape Shape, string? Error)
{
    /// <param name="pod">core/v1 Pod as a scheduler sends it.</param>
    /// <param name="models">Gives the set of the models that it names.</param>
    public static PodClaim Read(JsonElement pod, Func<string, ModelSet> models)
    {
        var metadata = Child(pod, "metadata");
        var annotations = Child(metadata, "annotations");
        return Checked(Text(metadata, "uid"), Text(metadata, "namespace"), Text(metadata, "name"), () =>
        {
            var (asked, spec) = (new AskedResources(), Child(pod, "spec"));
            if (Child(spec, "containers") is { ValueKind: JsonValueKind.Array } containers)
            {
                foreach (var container in containers.EnumerateArray())
                {
                    asked.Add(name => Asked(Child(container, "resources"), name));
                }
            }

            return asked.Shape(name => Text(annotations, name), Text(Child(spec, "nodeSelector"), AskedResources.Product), models);
        });
    }

    /// <param name="pod">As the cache has it.</param>
    public static PodClaim Of(Pod pod) =>
        Checked(pod.Metadata.Uid ?? "", pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "", () =>
        {
            var asked = new AskedResources();
            foreach (var container in pod.Spec?.Containers ?? [])
            {
                asked.Add(name => (container.Resources?.Requests?.TryGetValue(name, out var request) is true ? request
                    : container.Resources?.Limits?.TryGetValue(name, out var limit) is true ? limit : default).Value);
            }

            // It runs where it runs, whatever models it named.
            return asked.Shape(pod.Metadata.Annotation, product: null, static _ => ModelSet.Any);
        });

    private static PodClaim Checked(string uid, string ns, string name, Func<PodShape> read)
    {
        try
        {
            return new PodClaim(uid, ns, name, read(), null);
        }
        catch (Exception error) when (error is FormatException or ArgumentException or OverflowException)
        {
            return new PodClaim(uid, ns, name, default, $"pod {ns}/{name}: {error.Message}");
        }
    }

    // A limit without a request is one.
    private static decimal Asked(JsonElement resources, string name)
    {
        var text = Text(Child(resources, "requests"), name) is { Length: > 0 } request ? request : Text(Child(resources, "limits"), name);
        return text.Length == 0 ? 0 : Quantity.TryParse(text, out var quantity) && quantity.Value >= 0 ? quantity.Value : throw new FormatException($"{name}: '{text}' is no quantity of 0 or more");
    }

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) ? child : default;

    private static string Text(JsonElement parent, string name) => Child(parent, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString() ?? "",
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => "",
    };
}
