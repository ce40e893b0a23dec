using System.Buffers;
using System.Text.Json;
using Headroom.Kubernetes.CustomResources;
using Headroom.Kubernetes.Discovery;

namespace Headroom.Kubernetes.Manifests;

/// <summary>Applies documents of any kind.</summary>
public sealed class ManifestApplier(KubernetesClient client, ResourceDiscovery discovery, TimeProvider time)
{
    private static readonly TimeSpan EstablishedPoll = TimeSpan.FromMilliseconds(100);

    /// <summary>Server-side apply of one document, in the connection's namespace where it names none.</summary>
    /// <exception cref="FormatException">The server serves no such kind.</exception>
    public async Task<UnstructuredObject> ApplyManifestAsync(Manifest manifest, CancellationToken ct)
    {
        var found = await discovery.FindAsync(manifest.ApiVersion, manifest.Kind, ct)
            ?? throw new FormatException($"the server does not serve {manifest.ApiVersion} {manifest.Kind}");
        var key = (found.Resource.IsNamespaced, manifest.Key.Namespace) switch
        {
            (false, _) => ObjectKey.Cluster(manifest.Key.Name),
            (true, "") => manifest.Key with { Namespace = client.Connection.DefaultNamespace },
            _ => manifest.Key,
        };
        return await client.ApplyAsync(UnstructuredObject.Of(found.Resource), key, ToUtf8(manifest), null, ct);
    }

    /// <summary>Applies every document in order; a custom resource definition is waited for before the next.</summary>
    public async Task ApplyAllAsync(string text, CancellationToken ct)
    {
        foreach (var manifest in Manifest.ParseAll(text))
        {
            await ApplyManifestAsync(manifest, ct);
            if (manifest.Kind is "CustomResourceDefinition")
            {
                await WaitForEstablishedAsync(manifest.Key.Name, ct);
            }
        }
    }

    /// <summary>Waits until the server serves the kind.</summary>
    /// <param name="name">Such as <c>warmpools.headroom.dev</c>.</param>
    public async Task WaitForEstablishedAsync(string name, CancellationToken ct)
    {
        while (await client.FindAsync(CustomResourceDefinition.Type, ObjectKey.Cluster(name), ct) is not { IsEstablished: true })
        {
            await Task.Delay(EstablishedPoll, time, ct);
        }
    }

    private static ReadOnlyMemory<byte> ToUtf8(Manifest manifest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            manifest.Json.WriteTo(writer);
        }

        return buffer.WrittenMemory;
    }
}
