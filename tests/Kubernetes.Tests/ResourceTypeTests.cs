using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Workloads;

namespace Headroom.Kubernetes.Tests;

public sealed class ResourceTypeTests
{
    [Fact]
    public void ItemPath_EmptyName_Throws() =>
        Assert.Throws<ArgumentException>(() => Pod.Type.Resource.ItemPath(new ObjectKey("ns", "")));

    [Fact]
    public void ItemPath_MissingNamespace_Throws() =>
        Assert.Throws<ArgumentException>(() => Pod.Type.Resource.ItemPath(ObjectKey.Cluster("p")));

    [Fact]
    public void ItemPath_GroupAndCore_Differ()
    {
        var key = new ObjectKey("ns", "x");

        Assert.Equal("/apis/apps/v1/namespaces/ns/deployments/x/scale", Deployment.Type.Resource.ItemPath(key, "scale"));
        Assert.Equal("/api/v1/namespaces/ns/pods/x", Pod.Type.Resource.ItemPath(key));
        Assert.Equal("/api/v1/pods", Pod.Type.Resource.CollectionPath(null));
    }
}
