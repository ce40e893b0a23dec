using System.Text.Json;
using Headroom.Kubernetes.Json;
using Headroom.Kubernetes.Pods;

namespace Headroom.Kubernetes.Tests.Json;

public sealed class SharedTextTests
{
    private const string Json = """
        {"metadata":{"name":"a","namespace":"ns","labels":{"app":"chat","tier":"ü\u00e4\""}},
         "spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"1500m","memory":"1Gi","gpu":2}}}]}}
        """;

    [Fact]
    public void Read_TwoPodsOfOneWorkload_ShareWhatTheyRepeat()
    {
        var (one, other) = (Read(Json), Read(Json.Replace("\"name\":\"a\"", "\"name\":\"b\"", StringComparison.Ordinal)));

        Assert.Same(one.Metadata.Labels, other.Metadata.Labels);
        Assert.Same(one.Metadata.Namespace, other.Metadata.Namespace);
        Assert.Same(one.Spec?.Containers[0].Resources?.Requests, other.Spec?.Containers[0].Resources?.Requests);
        Assert.NotEqual(one.Key, other.Key);
    }

    [Fact]
    public void Read_EscapedAndForeignText_IsExact()
    {
        var pod = Read(Json);

        Assert.Equal("üä\"", pod.Metadata.Label("tier"));
        Assert.Equal(new Quantity(1.5m), pod.Spec?.Containers[0].Resources?.Requests?["cpu"]);
        Assert.Equal(new Quantity(2), pod.Spec?.Containers[0].Resources?.Requests?["gpu"]);
    }

    [Fact]
    public void Read_MoreTextsThanThereArePlaces_EachIsItself()
    {
        for (var i = 0; i < 100_000; i++)
        {
            var text = $"value-{i}";

            Assert.Equal(text, SharedText.Of(System.Text.Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void Write_WhatWasRead_IsTheSame()
    {
        var written = JsonSerializer.Serialize(Read(Json), KubernetesJson.Default.Pod);

        Assert.Contains("\"requests\":{\"cpu\":\"1500m\",\"memory\":\"1073741824\",\"gpu\":\"2\"}", written, StringComparison.Ordinal);
        Assert.Equal("üä\"", Read(written).Metadata.Label("tier"));
    }

    private static Pod Read(string json) => JsonSerializer.Deserialize(json, KubernetesJson.Default.Pod) ?? throw new InvalidOperationException();
}
