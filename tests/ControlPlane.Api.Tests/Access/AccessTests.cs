using System.Net;
using Headroom.ControlPlane.Api.Tests.Hosting;

namespace Headroom.ControlPlane.Api.Tests.Access;

public sealed class AccessTests
{
    [Theory]
    [InlineData("/api/v1/autoscalers")]
    [InlineData("/api/v1/autoscalers/prod/chat")]
    [InlineData("/api/v1/autoscalers/prod/chat/decisions")]
    [InlineData("/api/v1/autoscalers/prod/chat/forecast")]
    [InlineData("/api/v1/stream")]
    [InlineData("/api/v1/session")]
    [InlineData("/api/v1/about")]
    public async Task Get_AnyEndpoint_ChecksTokenRightAndCluster(string path)
    {
        await using var server = await ApiServer.StartAsync("--Access:ReviewLifetime=00:00:00");
        using var nobody = server.Client(token: null);
        using var stranger = server.Client("stranger");
        using var reader = server.Client("reader-test");
        bool needsRight = path.Contains("autoscalers", StringComparison.Ordinal) || path.EndsWith("stream", StringComparison.Ordinal);

        await nobody.GetJsonAsync(path, HttpStatusCode.Unauthorized);
        await stranger.GetJsonAsync(path, HttpStatusCode.Unauthorized);
        await reader.GetJsonAsync(path, needsRight ? HttpStatusCode.Forbidden : HttpStatusCode.OK);
        server.Reviewer.IsAway = true;
        var problem = await reader.GetJsonAsync(path, HttpStatusCode.ServiceUnavailable);

        Assert.Equal("The API server does not answer.", problem["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task Get_Forbidden_SaysWhoMayNotDoWhat()
    {
        await using var server = await ApiServer.StartAsync();
        using var reader = server.Client("reader-test");

        var problem = await reader.GetJsonAsync("/api/v1/autoscalers?namespace=prod", HttpStatusCode.Forbidden);

        Assert.Equal(
            "reader-test may not list predictiveautoscalers.headroom.dev in namespace prod.", problem["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task List_NamingOneObjectOnlyInTheQuestion_DoesNotOpenTheList()
    {
        await using var server = await ApiServer.StartAsync();
        using var reader = server.Client("reader-test");

        await reader.GetJsonAsync("/api/v1/autoscalers?namespace=prod&name=own", HttpStatusCode.Forbidden);
        await reader.GetJsonAsync("/api/v1/autoscalers/prod/own", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Get_TheSameTokenAgain_AsksTheClusterOnce()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = server.Client();

        await client.GetJsonAsync("/api/v1/autoscalers");
        await client.GetJsonAsync("/api/v1/about");

        Assert.Equal(1, server.Reviewer.Authentications);
    }

    [Fact]
    public async Task Stream_WhoseTokenIsRevoked_Ends()
    {
        await using var server = await ApiServer.StartAsync("--Access:ReviewLifetime=00:00:00");
        await using var events = await EventReader.OpenAsync(server);

        server.Reviewer.Revoked["admin"] = true;
        server.Journal.Append(Sample.Decision());

        Assert.Null(await events.NextAsync());
    }
}
