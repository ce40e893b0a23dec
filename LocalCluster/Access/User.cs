namespace Headroom.LocalCluster.Access;

/// <summary>Who makes a request.</summary>
internal sealed record User(string Name, string Uid, IReadOnlyList<string> Groups)
{
    public const string Masters = "system:masters";

    public static readonly User Anonymous = new("system:anonymous", "", ["system:unauthenticated"]);

    public bool IsMaster => Groups.Contains(Masters);
}
