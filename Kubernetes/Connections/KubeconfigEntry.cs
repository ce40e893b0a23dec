using System.Text;
using System.Text.Json.Nodes;

namespace Headroom.Kubernetes.Connections;

/// <summary>A cluster, context or user of a kubeconfig.</summary>
/// <param name="Json">Its fields.</param>
/// <param name="Folder">What relative paths in it are relative to.</param>
internal sealed record KubeconfigEntry(JsonObject Json, string Folder)
{
    /// <summary>Null when the field is missing or empty.</summary>
    public string? Text(string field) => Json[field]?.ToString() is { Length: > 0 } value ? value : null;

    public bool Flag(string field) => Text(field) is "true";

    /// <summary>A path, made absolute.</summary>
    public string? File(string field) => Text(field) is { } path ? Path.Combine(Folder, path) : null;

    /// <summary>What <c>field-data</c> holds in base64, else what the file in <c>field</c> holds.</summary>
    public string? DataOrFile(string field)
    {
        if (Text($"{field}-data") is { } data)
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(data));
        }

        return File(field) is { } path ? System.IO.File.ReadAllText(path) : null;
    }
}
