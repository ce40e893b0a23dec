using System.Text.Json.Nodes;

namespace Headroom.Kubernetes.Connections;

/// <summary>How to run a credential plugin.</summary>
/// <param name="Command">Found on the path, or relative to the kubeconfig when it has a slash.</param>
/// <param name="Arguments">As given.</param>
/// <param name="Environment">Added to our own.</param>
/// <param name="ApiVersion">Of the answer that is expected.</param>
/// <param name="InstallHint">What to tell a person when the command is missing.</param>
internal sealed record ExecCommand(
    string Command,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string ApiVersion,
    string? InstallHint)
{
    /// <returns>Null when the user does not log in by a plugin.</returns>
    /// <exception cref="FormatException">The plugin has no command.</exception>
    public static ExecCommand? Of(KubeconfigEntry user)
    {
        if (user.Json["exec"] is not JsonObject exec)
        {
            return null;
        }

        var command = exec["command"]?.ToString() is { Length: > 0 } given
            ? given
            : throw new FormatException("the user's exec plugin has no command");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in exec["env"] as JsonArray ?? [])
        {
            environment[variable?["name"]?.ToString() ?? ""] = variable?["value"]?.ToString() ?? "";
        }

        environment.Remove("");
        return new ExecCommand(
            command.Contains('/') ? Path.Combine(user.Folder, command) : command,
            [.. (exec["args"] as JsonArray ?? []).Select(a => a?.ToString() ?? "")],
            environment,
            exec["apiVersion"]?.ToString() ?? "client.authentication.k8s.io/v1",
            exec["installHint"]?.ToString());
    }
}
