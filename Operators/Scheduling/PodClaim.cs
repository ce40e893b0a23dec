using System.Globalization;
using System.Text.Json;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Pods;
using Headroom.Placement.Fragmentation;

namespace Headroom.Operators.Scheduling;

/// <summary>A pod and what it asks for, in whole GPUs or a share of one.</summary>
/// <param name="Error">Why it cannot be placed, with the value; null where it can.</param>
internal sealed record PodClaim(string Uid, string Namespace, string Name, PodShape Shape, string? Error)
{
    // KAI: annotations instead of a resource.
    private const string Fraction = "gpu-fraction";
    private const string FractionDevices = "gpu-fraction-num-devices";

    // NVIDIA's node label as a selector, and HAMi's list of types.
    private const string Product = "nvidia.com/gpu.product";
    private const string UsedTypes = "nvidia.com/use-gputype";

    /// <param name="pod">core/v1 Pod as a scheduler sends it.</param>
    /// <param name="models">Gives a number to models that it names.</param>
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

            return asked.Shape(Share(name => Text(annotations, name)), Models(Text(Child(spec, "nodeSelector"), Product), Text(annotations, UsedTypes), models));
        });
    }

    /// <param name="pod">As the cache has it.</param>
    /// <param name="models">Gives a number to models that it names.</param>
    public static PodClaim Of(Pod pod, Func<string, ModelSet> models)
    {
        string Annotation(string name) => pod.Metadata.Annotation(name) ?? "";
        return Checked(pod.Metadata.Uid ?? "", pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "", () =>
        {
            var asked = new AskedResources();
            foreach (var container in pod.Spec?.Containers ?? [])
            {
                asked.Add(name => (container.Resources?.Requests?.TryGetValue(name, out var request) is true ? request
                    : container.Resources?.Limits?.TryGetValue(name, out var limit) is true ? limit : default).Value);
            }

            return asked.Shape(Share(Annotation), Models(pod.Spec?.NodeSelector?.GetValueOrDefault(Product) ?? "", Annotation(UsedTypes), models));
        });
    }

    private static PodClaim Checked(string uid, string ns, string name, Func<PodShape> read)
    {
        try
        {
            var shape = read();
            shape.Validate();
            return new PodClaim(uid, ns, name, shape, null);
        }
        catch (Exception error) when (error is FormatException or ArgumentException or OverflowException)
        {
            return new PodClaim(uid, ns, name, default, $"pod {ns}/{name}: {error.Message}");
        }
    }

    private static ModelSet Models(string product, string types, Func<string, ModelSet> models) =>
        product.Length > 0 ? models(product) : types.Length > 0 ? models(types.Replace(',', '|')) : ModelSet.Any;

    private static (int Gpus, int Milli)? Share(Func<string, string> annotation) =>
        annotation(Fraction) is not { Length: > 0 } text ? null
            : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0.001m and <= 1
                ? (Devices(annotation(FractionDevices)), (int)(1000 * share))
                : throw new FormatException($"{Fraction}: '{text}' is not allowed: a share of one GPU from 0.001 to 1");

    private static int Devices(string text) =>
        text.Length == 0 ? 1 : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= GpuLevels.Limit
            ? count
            : throw new FormatException($"{FractionDevices}: '{text}' is not allowed: a whole number from 1 to {GpuLevels.Limit}");

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
