using System.Net;
using System.Text.Json;
using Headroom.EndToEnd.Tests.Stack;

namespace Headroom.EndToEnd.Tests.Api;

/// <summary>REST and the event stream, with the token of the cluster's administrator.</summary>
[Collection(StackTests.Name)]
public sealed class ApiTests(RunningStack stack)
{
    private const string Chat = "api/v1/autoscalers/default/chat";

    [Theory]
    [InlineData("api/v1/autoscalers")]
    [InlineData(Chat)]
    [InlineData(Chat + "/decisions")]
    [InlineData(Chat + "/forecast")]
    [InlineData("api/v1/stream")]
    public async Task Get_WithoutToken_IsUnauthorized(string path)
    {
        using var client = stack.Client(token: null);

        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Get_WrongToken_IsUnauthorized()
    {
        using var client = stack.Client("not-a-token");

        using var answer = await client.GetAsync(Chat, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task List_Default_HoldsBothExamples()
    {
        var list = await GetAsync("api/v1/autoscalers?namespace=default");

        Assert.Equal(["chat", "embeddings"], list.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Detail_Chat_HoldsItsLastDecision()
    {
        var item = await Wait.UntilAsync(() => GetAsync(Chat), i => i.GetProperty("lastDecision").ValueKind == JsonValueKind.Object);

        Assert.Equal("Apply", item.GetProperty("mode").GetString());
        Assert.Equal(0.99, item.GetProperty("serviceLevel").GetDouble());
        var decision = item.GetProperty("lastDecision");
        Assert.Contains(decision.GetProperty("candidates").EnumerateArray(), c => c.GetProperty("replicas").GetInt32() == decision.GetProperty("desired").GetInt32());
        Assert.NotEqual("", decision.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Decisions_Chat_AreStoredNewestFirst()
    {
        var about = await GetAsync("api/v1/about");
        Assert.True(about.GetProperty("database").GetProperty("isAvailable").GetBoolean());

        var page = await Wait.UntilAsync(() => GetAsync(Chat + "/decisions?limit=5"), p => p.GetProperty("items").GetArrayLength() >= 2);

        var ids = page.GetProperty("items").EnumerateArray().Select(d => d.GetProperty("id").GetInt64()).ToList();
        Assert.Equal(ids.OrderDescending(), ids);
    }

    [Fact]
    public async Task Forecast_Chat_HasAscendingBands()
    {
        var forecast = await Wait.UntilAsync(() => GetAsync(Chat + "/forecast?window=1h"), f => f.GetProperty("steps").GetArrayLength() > 0);

        var levels = forecast.GetProperty("levels").GetArrayLength();
        Assert.True(levels >= 5);
        Assert.NotEqual(0, forecast.GetProperty("observed").GetArrayLength());
        Assert.All(forecast.GetProperty("steps").EnumerateArray(), step =>
        {
            var quantiles = step.GetProperty("quantiles").EnumerateArray().Select(q => q.GetDouble()).ToList();
            Assert.Equal(levels, quantiles.Count);
            Assert.Equal(quantiles.Order(), quantiles);
        });
    }

    [Fact]
    public async Task Stream_OfChat_DeliversADecision()
    {
        using var client = stack.Client(stack.AdminToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Wait.Patience);
        using var answer = await client.GetAsync(
            "api/v1/stream?namespace=default&name=chat", HttpCompletionOption.ResponseHeadersRead, limit.Token);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(limit.Token));

        while (await reader.ReadLineAsync(limit.Token) is { } line && line != "event: decision")
        {
        }

        var content = "";
        while (await reader.ReadLineAsync(limit.Token) is { Length: > 0 } line)
        {
            content = line.StartsWith("data: ", StringComparison.Ordinal) ? line["data: ".Length..] : content;
        }

        using var decision = JsonDocument.Parse(content);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("chat", decision.RootElement.GetProperty("name").GetString());
        Assert.InRange(decision.RootElement.GetProperty("desired").GetInt32(), 1, 64);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var client = stack.Client(stack.AdminToken);
        using var document = JsonDocument.Parse(await client.GetStringAsync(path, TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }
}
