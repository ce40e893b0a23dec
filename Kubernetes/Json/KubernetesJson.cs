using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Headroom.Kubernetes.Access;
using Headroom.Kubernetes.Autoscaling;
using Headroom.Kubernetes.CustomResources;
using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Events;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Nodes;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Settings;
using Headroom.Kubernetes.Workloads;

namespace Headroom.Kubernetes.Json;

/// <summary>Generated readers and writers for the kinds known here.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ApiStatus))]
[JsonSerializable(typeof(ApiResourceList))]
[JsonSerializable(typeof(ConfigMap))]
[JsonSerializable(typeof(CustomResourceDefinition))]
[JsonSerializable(typeof(Deployment))]
[JsonSerializable(typeof(Event))]
[JsonSerializable(typeof(HorizontalPodAutoscaler))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(Lease))]
[JsonSerializable(typeof(Namespace))]
[JsonSerializable(typeof(Node))]
[JsonSerializable(typeof(ObjectMeta))]
[JsonSerializable(typeof(PartialObjectMetadata))]
[JsonSerializable(typeof(Pod))]
[JsonSerializable(typeof(PodMetrics))]
[JsonSerializable(typeof(ReplicaSet))]
[JsonSerializable(typeof(Scale))]
[JsonSerializable(typeof(Secret))]
[JsonSerializable(typeof(StatefulSet))]
[JsonSerializable(typeof(SubjectAccessReview))]
[JsonSerializable(typeof(TokenReview))]
[JsonSerializable(typeof(UnstructuredObject))]
public sealed partial class KubernetesJson : JsonSerializerContext;
