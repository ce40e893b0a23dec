using System.Text.Json.Nodes;

namespace Headroom.Kubernetes.Connections;

/// <summary>How to run a credential plugin.</summary>
/// <param name="Command">Found on the path, or relative to the kubeconfig when it has a slash.</param>
/// <param name="Arguments">As given.</param>
/// <param name="Environment">Added to our own.</param>
/// <param name="ApiVersion">Of the answer that is expected.</param>
/// <param name="Cluster">What the plugin is told about the cluster, as JSON; null when it did not ask.</param>
/// <param name="InstallHint">What to tell a person when the command is missing.</param>
internal sealed record ExecCommand(
    string Command,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string ApiVersion,
    JsonObject? Cluster,
    string? InstallHint)
{
    /// <summary>The question, as the plugin finds it in KUBERNETES_EXEC_INFO.</summary>
    public string Question
    {
        get
        {
            var spec = new JsonObject { ["interactive"] = false };
            if (Cluster is not null)
            {
                spec["cluster"] = Cluster.DeepClone();
            }

            return new JsonObject { ["apiVersion"] = ApiVersion, ["kind"] = "ExecCredential", ["spec"] = spec }.ToJsonString();
        }
    }

    /// <returns>Null when the user does not log in by a plugin.</returns>
    /// <exception cref="FormatException">The plugin has no command, or needs a terminal.</exception>
    public static ExecCommand? Of(KubeconfigEntry user, KubeconfigEntry cluster)
    {
        if (user.Json["exec"] is not JsonObject exec)
        {
            return null;
        }

        var command = exec["command"]?.ToString() is { Length: > 0 } given
            ? given
            : throw new FormatException("the user's exec plugin has no command");
        if (exec["interactiveMode"]?.ToString() is "Always")
        {
            throw new FormatException($"the exec plugin '{command}' needs a terminal (interactiveMode: Always)");
        }

        return new ExecCommand(
            command.Contains('/') ? Path.Combine(user.Folder, command) : command,
            [.. (exec["args"] as JsonArray ?? []).Select(a => a?.ToString() ?? "")],
            Variables(exec),
            exec["apiVersion"]?.ToString() ?? "client.authentication.k8s.io/v1",
            exec["provideClusterInfo"]?.ToString() is "true" ? Describe(cluster) : null,
            exec["installHint"]?.ToString());
    }

    private static Dictionary<string, string> Variables(JsonObject exec)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in exec["env"] as JsonArray ?? [])
        {
            environment[variable?["name"]?.ToString() ?? ""] = variable?["value"]?.ToString() ?? "";
        }

        environment.Remove("");
        return environment;
    }

    private static JsonObject Describe(KubeconfigEntry cluster)
    {
        var described = new JsonObject { ["server"] = cluster.Text("server") };
        foreach (var field in new[] { "tls-server-name", "proxy-url" })
        {
            if (cluster.Text(field) is { } text)
            {
                described[field] = text;
            }
        }

        if (cluster.Flag("insecure-skip-tls-verify"))
        {
            described["insecure-skip-tls-verify"] = true;
        }

        if (cluster.DataOrFile("certificate-authority") is { } pem)
        {
            described["certificate-authority-data"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(pem));
        }

        var extension = (cluster.Json["extensions"] as JsonArray ?? [])
            .FirstOrDefault(e => e?["name"]?.ToString() is "client.authentication.k8s.io/exec");
        if (extension?["extension"] is { } config)
        {
            described["config"] = config.DeepClone();
        }

        return described;
    }
}
