namespace Headroom.LocalCluster.Hosting;

/// <summary>A user that may sign in with a bearer token.</summary>
/// <param name="Token">Null lets the cluster draw one.</param>
public sealed record LocalUser(string Name, IReadOnlyList<string> Groups, string? Token = null);
