namespace Headroom.Operators.Hosting;

/// <summary>This process' name in the election and on its events.</summary>
internal sealed record ReplicaName(string Value);
