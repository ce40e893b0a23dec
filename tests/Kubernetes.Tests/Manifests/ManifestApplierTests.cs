using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Manifests;
using Headroom.Testing;

namespace Headroom.Kubernetes.Tests.Manifests;

public sealed class ManifestApplierTests
{
    [Fact]
    public async Task ApplyAll_DefinitionAndObject_WaitsUntilTheKindIsServed()
    {
        var polls = 0;
        await using var server = await ScriptedApiServer.StartAsync((context, request) =>
        {
            if (request.Method == "PATCH")
            {
                return context.JsonAsync(request.Body);
            }

            return (context.Request.Path.Value switch
            {
                "/apis/apiextensions.k8s.io/v1" => context.JsonAsync(
                    """{"resources":[{"name":"customresourcedefinitions","kind":"CustomResourceDefinition","namespaced":false}]}"""),
                "/apis/headroom.dev/v1alpha1" => context.JsonAsync(
                    """{"resources":[{"name":"warmpools/scale","kind":"Scale"},{"name":"warmpools","kind":"WarmPool","namespaced":true}]}"""),
                _ => context.JsonAsync(
                    $$$"""{"metadata":{"name":"x"},"status":{"conditions":[{"type":"Established","status":"{{{++polls > 1}}}"}]}}"""),
            });
        });
        var client = server.Client();
        var applier = new ManifestApplier(client, new ResourceDiscovery(client, TimeProvider.System), TimeProvider.System);

        await applier.ApplyAllAsync(
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: warmpools.headroom.dev}
            ---
            # nothing
            ---
            apiVersion: headroom.dev/v1alpha1
            kind: WarmPool
            metadata: {name: p}
            spec: {size: 3, on: "true", ratio: 0.5}
            """,
            TestContext.Current.CancellationToken);

        var last = server.Requests[^1];
        Assert.Equal(2, polls);
        Assert.Equal(
            "/apis/headroom.dev/v1alpha1/namespaces/default/warmpools/p?fieldManager=headroom&force=true", last.Target);
        Assert.EndsWith("""{"size":3,"on":"true","ratio":0.5}}""", last.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: ConfigMap")]
    [InlineData("- 1")]
    [InlineData("a: [")]
    public void ParseAll_NoManifest_Throws(string text) => Assert.Throws<FormatException>(() => Manifest.ParseAll(text));

    [Fact]
    public void ParseAll_List_IsTakenApart() =>
        Assert.Equal(
            ["a", "b"],
            Manifest.ParseAll(
                """{"kind":"List","apiVersion":"v1","items":[{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"}},{"apiVersion":"v1","kind":"Secret","metadata":{"name":"b"}}]}""")
                .Select(m => m.Key.Name));
}
