using System.Text.Json.Nodes;

namespace Headroom.Kubernetes;

/// <summary>How to delete, and only what.</summary>
public sealed record DeleteOptions
{
    public static DeleteOptions Default { get; } = new();

    /// <summary>Refuses with a conflict when the object was replaced by another of the same name.</summary>
    public string? Uid { get; init; }

    /// <summary>Refuses with a conflict when the object has changed.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary><c>Background</c>, <c>Foreground</c> or <c>Orphan</c>; null leaves it to the kind.</summary>
    public string? PropagationPolicy { get; init; }

    /// <summary>Null leaves it to the object.</summary>
    public int? GracePeriodSeconds { get; init; }

    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions" };
        if (PropagationPolicy is not null)
        {
            json["propagationPolicy"] = PropagationPolicy;
        }

        if (GracePeriodSeconds is { } grace)
        {
            json["gracePeriodSeconds"] = grace;
        }

        var preconditions = new JsonObject();
        if (Uid is not null)
        {
            preconditions["uid"] = Uid;
        }

        if (ResourceVersion is not null)
        {
            preconditions["resourceVersion"] = ResourceVersion;
        }

        if (preconditions.Count > 0)
        {
            json["preconditions"] = preconditions;
        }

        return json;
    }
}
