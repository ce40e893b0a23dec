namespace Headroom.Kubernetes.Events;

/// <summary>What makes two events the same one happening again.</summary>
internal readonly record struct EventIdentity(
    string Namespace, string Kind, string Name, string Uid, string Type, string Reason, string Action, string Note);
