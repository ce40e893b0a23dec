using System.Text.Json.Serialization;
using Headroom.Activator.Asynchronous;
using Headroom.Activator.Routing;
using Headroom.Kubernetes;

namespace Headroom.Activator.Sources;

/// <summary>ServerlessService as far as requests are concerned; whoever scales it reads the rest.</summary>
internal sealed class ServerlessRoute : KubernetesObject
{
    /// <summary>Label of the replicas' pods; its value is the service's name.</summary>
    public const string PodLabel = "headroom.dev/serverless-service";

    /// <summary>Annotation that asks for a replica; its value is the time of asking.</summary>
    public const string WantedAnnotation = "headroom.dev/wanted-at";

    public static ResourceType<ServerlessRoute> Type { get; } = new(
        new ResourceType("headroom.dev", "v1alpha1", "serverlessservices", "ServerlessService", IsNamespaced: true),
        ServerlessRouteJson.Default.ServerlessRoute);

    public ServerlessRouteSpec Spec { get; set; } = new();

    public RoutedService ToRouted() => new(
        new ServiceKey(Metadata.Namespace ?? "", Metadata.Name ?? ""), Spec.Route.Host, Spec.Route.Path.Length == 0 ? "/" : Spec.Route.Path)
    {
        Protocol = Spec.Protocol == "H2c" ? UpstreamProtocol.H2c : UpstreamProtocol.Http1,
        PerReplica = Spec.Concurrency.PerReplica,
        QueueLength = Spec.Holding.QueueLength,
        Deadline = TimeSpan.FromSeconds(Spec.Holding.DeadlineSeconds),
        HasPlaceholder = Spec.Holding.Placeholder,
        Asynchronous = Spec.Asynchronous switch { "Always" => AsynchronousMode.Always, "Preferred" => AsynchronousMode.Preferred, _ => AsynchronousMode.Never },
    };
}

internal sealed record ServerlessRouteSpec
{
    public RouteSpec Route { get; set; } = new();

    public int Port { get; set; } = 8080;

    public string Protocol { get; set; } = "Http1";

    public string Asynchronous { get; set; } = "Never";

    public ConcurrencySpec Concurrency { get; set; } = new();

    public HoldingSpec Holding { get; set; } = new();
}

internal sealed record RouteSpec
{
    public string Host { get; set; } = "";

    public string Path { get; set; } = "/";
}

internal sealed record ConcurrencySpec
{
    public int PerReplica { get; set; }
}

internal sealed record HoldingSpec
{
    public int QueueLength { get; set; } = 10_000;

    public int DeadlineSeconds { get; set; } = 120;

    public bool Placeholder { get; set; }
}

/// <summary>Generated reader.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ServerlessRoute))]
internal sealed partial class ServerlessRouteJson : JsonSerializerContext;
