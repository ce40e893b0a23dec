using Headroom.ControlPlane.Api.Autoscalers;

namespace Headroom.ControlPlane.Api.Serverless;

/// <summary>A service as it is now.</summary>
/// <param name="Policy">Who decides how long the last replica stays.</param>
/// <param name="KeepAlive">As the spec says.</param>
/// <param name="Queued">Requests held; null while an activator is silent.</param>
/// <param name="InFlight">Requests that replicas have; null likewise.</param>
/// <param name="ColdStarts">Starts from zero.</param>
/// <param name="Reason">Why it has this many replicas.</param>
/// <param name="Message">The same with its numbers, as of the last change.</param>
internal sealed record ServerlessServiceItem(
    string Namespace, string Name, string Url, string Policy, string KeepAlive, int MinReplicas, int MaxReplicas, int Replicas, int ReadyReplicas,
    int? Queued, int? InFlight, long ColdStarts, string? Reason, string? Message, bool IsPaused, IReadOnlyList<ConditionItem> Conditions);

/// <summary>Services by namespace and name.</summary>
internal sealed record ServerlessServicePage(IReadOnlyList<ServerlessServiceItem> Items);
