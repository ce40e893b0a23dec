using System.Text;
using System.Text.Json.Nodes;
using Headroom.Operators.Serverless.Api;

namespace Headroom.Operators.Serverless.Running;

/// <summary>The objects that a service consists of.</summary>
internal static class ServerlessManifests
{
    /// <summary>Label of the pods; activators find them by it.</summary>
    public const string PodLabel = "headroom.dev/serverless-service";

    public static byte[] Deployment(ServerlessService service, JsonObject template, int replicas)
    {
        var pods = template.DeepClone().AsObject();
        var metadata = Ensure(pods, "metadata");
        Ensure(metadata, "labels")[PodLabel] = service.Metadata.Name;
        return Write(new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "Deployment",
            ["metadata"] = Metadata(service),
            ["spec"] = new JsonObject
            {
                // Given, since without it the server would make it one.
                ["replicas"] = replicas,
                ["selector"] = new JsonObject { ["matchLabels"] = Labels(service) },
                ["template"] = pods,
            },
        });
    }

    /// <summary>For callers inside the cluster that need no cold start hidden.</summary>
    public static byte[] Service(ServerlessService service) => Write(new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Service",
        ["metadata"] = Metadata(service),
        ["spec"] = new JsonObject
        {
            ["selector"] = Labels(service),
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["port"] = 80, ["targetPort"] = service.Spec.Port, ["protocol"] = "TCP" }),
        },
    });

    private static JsonObject Metadata(ServerlessService service) => new()
    {
        ["name"] = service.Metadata.Name,
        ["namespace"] = service.Metadata.Namespace,
        ["labels"] = Labels(service),
        ["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = ServerlessService.Type.Resource.ApiVersion,
            ["kind"] = ServerlessService.Type.Resource.Kind,
            ["name"] = service.Metadata.Name,
            ["uid"] = service.Metadata.Uid,
            ["controller"] = true,
            ["blockOwnerDeletion"] = true,
        }),
    };

    private static JsonObject Labels(ServerlessService service) => new() { [PodLabel] = service.Metadata.Name };

    private static JsonObject Ensure(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
        {
            parent[name] = child = [];
        }

        return child;
    }

    private static byte[] Write(JsonObject item) => Encoding.UTF8.GetBytes(item.ToJsonString());
}
