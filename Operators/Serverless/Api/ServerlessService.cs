using Headroom.Kubernetes;

namespace Headroom.Operators.Serverless.Api;

/// <summary>A service that runs while it is asked for.</summary>
public sealed class ServerlessService : KubernetesObject
{
    public static ResourceType<ServerlessService> Type { get; } = new(
        new ResourceType("headroom.dev", "v1alpha1", "serverlessservices", "ServerlessService", IsNamespaced: true),
        ServerlessJson.Default.ServerlessService);

    public ServerlessSpec Spec { get; set; } = new();

    public ServerlessStatus? Status { get; set; }
}
