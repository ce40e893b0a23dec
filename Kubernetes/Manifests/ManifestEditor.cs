using System.Text;
using System.Text.Json.Nodes;
using Headroom.Kubernetes.Transport;

namespace Headroom.Kubernetes.Manifests;

/// <summary>Reads and writes whole documents as they are, for what people edit.</summary>
/// <remarks>Throws as <see cref="KubernetesClient"/> does; a refusal carries its causes by field.</remarks>
public sealed class ManifestEditor(KubernetesClient client)
{
    public Task<JsonObject> GetAsync(ResourceType resource, ObjectKey key, CancellationToken ct) =>
        client.ExchangeJsonAsync(new ApiRequest(HttpMethod.Get, resource.ItemPath(key)), ct);

    /// <summary>PUT. With a resourceVersion in the metadata it fails with a conflict when the object has moved on.</summary>
    public Task<JsonObject> ReplaceAsync(ResourceType resource, ObjectKey key, JsonObject document, EditOptions options, CancellationToken ct) =>
        WriteAsync(HttpMethod.Put, resource, key, document, MediaTypes.Json, options, ct);

    /// <summary>JSON merge patch: null removes a field. With a resourceVersion in the metadata it fails with a conflict when the object has moved on.</summary>
    public Task<JsonObject> PatchAsync(ResourceType resource, ObjectKey key, JsonObject patch, EditOptions options, CancellationToken ct) =>
        WriteAsync(HttpMethod.Patch, resource, key, patch, MediaTypes.MergePatch, options, ct);

    private Task<JsonObject> WriteAsync(
        HttpMethod method, ResourceType resource, ObjectKey key, JsonObject document, string contentType, EditOptions options, CancellationToken ct)
    {
        var path = new QueryBuilder(resource.ItemPath(key))
            .Add("fieldManager", options.FieldManager)
            .Add("fieldValidation", "Strict")
            .Add("dryRun", options.IsDryRun ? "All" : null);
        return client.ExchangeJsonAsync(
            new ApiRequest(method, path.ToString()) { Body = Encoding.UTF8.GetBytes(document.ToJsonString()), ContentType = contentType }, ct);
    }
}
