using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Access;

/// <summary>authentication.k8s.io/v1 TokenReview: whose token is this?</summary>
public sealed class TokenReview : KubernetesObject
{
    public static ResourceType<TokenReview> Type { get; } = new(
        new ResourceType("authentication.k8s.io", "v1", "tokenreviews", "TokenReview", IsNamespaced: false),
        KubernetesJson.Default.TokenReview);

    public TokenReviewSpec? Spec { get; init; }

    public TokenReviewStatus? Status { get; init; }
}
