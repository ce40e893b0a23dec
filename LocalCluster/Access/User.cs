namespace Headroom.LocalCluster.Access;

/// <summary>Who makes a request.</summary>
internal sealed record User(string Name, string Uid, IReadOnlyList<string> Groups)
{
    public const string Masters = "system:masters";

    public static readonly User Anonymous = new("system:anonymous", "", ["system:unauthenticated"]);

    /// <summary>Further facts that a token was issued with, such as the node it is bound to.</summary>
    public IReadOnlyDictionary<string, string> Extra { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the token is meant for; empty: the API server.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    public bool IsMaster => Groups.Contains(Masters);
}
