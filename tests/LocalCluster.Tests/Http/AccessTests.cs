using System.Net;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Tests.Http;

public sealed class AccessTests
{
    [Theory]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task Request_WithoutAKnownToken_IsUnauthorized(string token)
    {
        await using var api = await ApiClient.StartAsync();

        var (status, body) = await api.SendAsync(HttpMethod.Get, "/api/v1/nodes", token: token);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("Unauthorized", body.Str("reason"));
    }

    [Fact]
    public async Task Request_OfAUserWithoutABinding_IsForbiddenUntilBound()
    {
        await using var api = await ApiClient.StartAsync();
        var token = api.Host.AddUser("ann", "readers");
        var (before, denial) = await api.SendAsync(HttpMethod.Get, "/api/v1/namespaces/default/pods", token: token);
        await api.SendAsync(HttpMethod.Post, "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings",
            """{"metadata":{"name":"r"},"subjects":[{"kind":"Group","name":"readers"}],"roleRef":{"kind":"ClusterRole","name":"view"}}""");

        var (after, _) = await api.SendAsync(HttpMethod.Get, "/api/v1/namespaces/default/pods", token: token);
        var (elsewhere, _) = await api.SendAsync(HttpMethod.Get, "/api/v1/namespaces/kube-system/pods", token: token);

        Assert.Equal(HttpStatusCode.Forbidden, before);
        Assert.Equal(
            "pods is forbidden: User \"ann\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\"", denial.Str("message"));
        Assert.Equal(HttpStatusCode.OK, after);
        Assert.Equal(HttpStatusCode.Forbidden, elsewhere);
    }

    [Fact]
    public async Task Reviews_OfATokenAndItsRights_AnswerAsTheApiDoes()
    {
        await using var api = await ApiClient.StartAsync();
        var token = api.Host.AddUser("ann", "system:masters");

        var (_, review) = await api.SendAsync(
            HttpMethod.Post, "/apis/authentication.k8s.io/v1/tokenreviews", $$$"""{"spec":{"token":"{{{token}}}"}}""");
        var (_, access) = await api.SendAsync(
            HttpMethod.Post, "/apis/authorization.k8s.io/v1/subjectaccessreviews",
            """{"spec":{"user":"bob","groups":["g"],"resourceAttributes":{"verb":"get","resource":"pods"}}}""");

        Assert.True(review.Obj("status").Bool("authenticated"));
        Assert.Equal("ann", review.Obj("status").Obj("user").Str("username"));
        Assert.False(access.Obj("status").Bool("allowed"));
    }
}
