using Headroom.Cli.Terminal;

namespace Headroom.Cli.Cluster;

/// <summary>An object as it is typed: <c>pas/chat</c>, <c>predictiveautoscaler/chat</c> or <c>chat</c>.</summary>
/// <param name="Kind">Canonical short name, such as pas.</param>
internal readonly record struct ObjectName(string Kind, string Name)
{
    public const string Autoscaler = "pas";
    public const string Service = "svl";

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pas"] = Autoscaler,
        ["predictiveautoscaler"] = Autoscaler,
        ["predictiveautoscalers"] = Autoscaler,
        ["svl"] = Service,
        ["serverlessservice"] = Service,
        ["serverlessservices"] = Service,
    };

    /// <param name="allowed">Short names of the kinds that the command is for; the first is meant where none is typed.</param>
    /// <exception cref="OptionException">Another kind, or no name.</exception>
    public static ObjectName Parse(string text, params IReadOnlyList<string> allowed)
    {
        var parts = text.Split('/');
        var kind = parts.Length == 1 ? allowed[0] : Kinds.GetValueOrDefault(parts[0].Split('.')[0]);
        return parts.Length <= 2 && parts[^1].Length > 0 && kind is not null && allowed.Contains(kind)
            ? new ObjectName(kind, parts[^1])
            : throw OptionException.Of("object", text, string.Join(" or ", allowed.Select(static k => $"{k}/NAME")));
    }
}
