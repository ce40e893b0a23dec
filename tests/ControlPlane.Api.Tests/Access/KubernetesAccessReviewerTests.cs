using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Headroom.ControlPlane.Api.Access;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.ControlPlane.Api.Tests.Access;

/// <summary>Against an API server that answers the two reviews as a real one does.</summary>
public sealed class KubernetesAccessReviewerTests : IAsyncLifetime
{
    private static readonly TokenIdentity Ann =
        new("ann", "7", ["dev"]) { Extra = new Dictionary<string, IReadOnlyList<string>> { ["scopes"] = ["a", "b"] } };

    private readonly List<JsonNode> _asked = [];
    private WebApplication? _server;
    private KubernetesClient? _client;
    private int _status = StatusCodes.Status201Created;

    private KubernetesAccessReviewer Reviewer => new(_client!); // Set before every test.

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapPost("/apis/authentication.k8s.io/v1/tokenreviews", http => AnswerAsync(
            http,
            static spec => spec["token"]?.GetValue<string>() == "good"
                ? """{"authenticated":true,"user":{"username":"ann","uid":"7","groups":["dev"],"extra":{"scopes":["a","b"]}}}"""
                : """{"authenticated":false,"error":"invalid bearer token"}"""));
        _server.MapPost("/apis/authorization.k8s.io/v1/subjectaccessreviews", http => AnswerAsync(
            http,
            static spec => spec["resourceAttributes"]!["verb"]?.GetValue<string>() == "list" ? """{"allowed":true}""" : """{"allowed":false}"""));
        await _server.StartAsync();
        _client = new KubernetesClient(new KubernetesConnection(new Uri(_server.Urls.First())), TimeProvider.System, NullLoggerFactory.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Authenticate_AGoodToken_IsTheUserWithGroupsAndExtra()
    {
        var identity = await Reviewer.AuthenticateAsync("good", CancellationToken.None);

        Assert.NotNull(identity);
        Assert.Equal(("ann", "7"), (identity.User, identity.Uid));
        Assert.Equal(["dev"], identity.Groups);
        Assert.Equal(["a", "b"], identity.Extra["scopes"]);
    }

    [Fact]
    public async Task Authenticate_ABadToken_IsNobody() =>
        Assert.Null(await Reviewer.AuthenticateAsync("bad", CancellationToken.None));

    [Fact]
    public async Task IsAllowed_AsksForTheUserTheVerbAndTheObject()
    {
        bool list = await Reviewer.IsAllowedAsync(Ann, "list", "predictiveautoscalers", "prod", null, CancellationToken.None);
        bool get = await Reviewer.IsAllowedAsync(Ann, "get", "predictiveautoscalers", "prod", "chat", CancellationToken.None);

        Assert.True(list);
        Assert.False(get);
        var expected = JsonNode.Parse("""
            {"user":"ann","uid":"7","groups":["dev"],"extra":{"scopes":["a","b"]},
             "resourceAttributes":{"group":"headroom.dev","resource":"predictiveautoscalers","verb":"get","namespace":"prod","name":"chat"}}
            """);
        Assert.True(JsonNode.DeepEquals(expected, _asked[1]), _asked[1].ToJsonString());
    }

    [Theory]
    [InlineData(StatusCodes.Status403Forbidden)]
    [InlineData(StatusCodes.Status500InternalServerError)]
    [InlineData(StatusCodes.Status503ServiceUnavailable)]
    public async Task Authenticate_WhenTheServerFails_IsUnavailableNotRefused(int status)
    {
        _status = status;

        await Assert.ThrowsAsync<AccessUnavailableException>(() => Reviewer.AuthenticateAsync("good", CancellationToken.None));
    }

    [Fact]
    public async Task IsAllowed_WhenTheServerIsGone_IsUnavailableNotRefused()
    {
        await _server!.StopAsync(); // Set before every test.

        await Assert.ThrowsAsync<AccessUnavailableException>(
            () => Reviewer.IsAllowedAsync(Ann, "list", "predictiveautoscalers", null, null, CancellationToken.None));
    }

    private async Task AnswerAsync(HttpContext http, Func<JsonNode, string> status)
    {
        var review = await JsonNode.ParseAsync(http.Request.Body);
        var spec = review!["spec"]!;
        _asked.Add(spec.DeepClone());
        review["status"] = JsonNode.Parse(status(spec));
        http.Response.StatusCode = _status;
        http.Response.ContentType = new MediaTypeHeaderValue("application/json").ToString();
        await http.Response.WriteAsync(_status == StatusCodes.Status201Created ? review.ToJsonString() : """{"kind":"Status"}""");
    }
}
