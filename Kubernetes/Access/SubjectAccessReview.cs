using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Access;

/// <summary>authorization.k8s.io/v1 SubjectAccessReview: may this user do that?</summary>
public sealed class SubjectAccessReview : KubernetesObject
{
    public static ResourceType<SubjectAccessReview> Type { get; } = new(
        new ResourceType("authorization.k8s.io", "v1", "subjectaccessreviews", "SubjectAccessReview", IsNamespaced: false),
        KubernetesJson.Default.SubjectAccessReview);

    public SubjectAccessReviewSpec? Spec { get; init; }

    public SubjectAccessReviewStatus? Status { get; init; }
}
