namespace Headroom.Kubernetes.Transport;

internal static class MediaTypes
{
    public const string Json = "application/json";

    public const string ApplyPatch = "application/apply-patch+yaml";

    public const string MergePatch = "application/merge-patch+json";

    // The second choice is the fall-back for servers that cannot cut objects down: whole objects read the same.
    public const string Metadata = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";

    public const string MetadataList = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
}
