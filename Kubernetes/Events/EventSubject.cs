namespace Headroom.Kubernetes.Events;

/// <summary>Who reports about which object.</summary>
public readonly record struct EventSubject(string Source, string Namespace, string Kind, string Name, string Uid);
