using System.Text.Json.Nodes;

namespace Headroom.LocalCluster.Patching;

/// <summary>RFC 7386: null removes, objects merge, everything else replaces.</summary>
internal static class MergePatch
{
    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject child)
            {
                target[name] = Apply(Detached(target, name), child);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }

        return target;
    }

    private static JsonObject Detached(JsonObject target, string name)
    {
        if (target[name] is not JsonObject child)
        {
            return [];
        }

        target.Remove(name);
        return child;
    }
}
