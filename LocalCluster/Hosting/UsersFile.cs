using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Hosting;

/// <summary>The users YAML: <c>users: [{name, token, groups}]</c>.</summary>
internal static class UsersFile
{
    /// <exception cref="FormatException">The text is no YAML or a user has no name or token.</exception>
    public static IReadOnlyList<LocalUser> Parse(string yaml) =>
    [
        .. (YamlJson.Parse(yaml) switch
        {
            JsonArray list => list,
            JsonObject root when root.Arr("users") is { } users => users,
            _ => throw new FormatException("a users file is a list of users, or a mapping with 'users'"),
        }).Objects().Select(u => new LocalUser(
            u.Str("name") ?? throw new FormatException("every user needs a name"),
            [.. u.Arr("groups")?.Select(g => g.AsText() ?? "") ?? []],
            u["token"]?.ToString() ?? throw new FormatException($"user {u.Str("name")} needs a token"))),
    ];
}
