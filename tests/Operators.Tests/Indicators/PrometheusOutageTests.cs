using System.Net;
using System.Net.Sockets;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Indicators.Prometheus;
using Headroom.Operators.Tests.Builders;
using Headroom.Testing;
using Microsoft.AspNetCore.Http;

namespace Headroom.Operators.Tests.Indicators;

/// <summary>What a Prometheus says that is not well, or what stands in its place: each is an answer with a reason.</summary>
public sealed class PrometheusOutageTests : IDisposable
{
    private const string Empty = """{"status":"success","data":{"resultType":"matrix","result":[]}}""";
    private static readonly DateTimeOffset Start = PrometheusFixture.Start;
    private readonly HttpClient _http = new();
    private readonly FakeSecrets _secrets = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Read_ServerThatIsDown_SaysThatItCannotBeReached()
    {
        string address;
        await using (var server = await ScriptedApiServer.StartAsync((_, _) => Task.CompletedTask))
        {
            address = server.Url.ToString();
        }

        await ExpectAsync(address, "Unreachable", $"{address} cannot be reached: ");
    }

    [Fact]
    public async Task Read_ServerThatNeverAnswers_SaysAfterWhichTime()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = $"http://{silent.LocalEndpoint}";

        await ExpectAsync(address, "Timeout", $"{address} did not answer 'sum(requests)' within 60ms", i => i.Prometheus!.Timeout = "60ms");
    }

    [Fact]
    public async Task Read_ConnectionCutWithinTheAnswer_SaysThatItCannotBeReached()
    {
        await using var server = await ScriptedApiServer.StartAsync(async (context, _) =>
        {
            context.Response.ContentLength = 10_000;
            await context.Response.WriteAsync("""{"status":"success",""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        await ExpectAsync(server.Url.ToString(), "Unreachable", "cannot be reached: ");
    }

    [Theory]
    [InlineData(200, "<html>a portal</html>", "NotPrometheus", "answered something that is not a Prometheus API answer")]
    [InlineData(401, "Unauthorized", "Unauthorized", "refused 'sum(requests)' with 401")]
    [InlineData(403, "<html>forbidden</html>", "Unauthorized", "refused 'sum(requests)' with 403")]
    [InlineData(502, "<html>bad gateway</html>", "QueryFailed", "refused 'sum(requests)' with 502")]
    [InlineData(422, """{"status":"error","errorType":"execution","error":"too many samples"}""", "QueryFailed", "422: too many samples")]
    public async Task Read_Refusal_NamesServerQueryAndCode(int code, string body, string reason, string message)
    {
        await using var server = await ScriptedApiServer.StartAsync((context, _) => context.JsonAsync(body, code));

        await ExpectAsync(server.Url.ToString(), reason, message);
    }

    [Fact]
    public async Task Read_PartialAnswer_IsTakenAndNoted()
    {
        await using var server = await ScriptedApiServer.StartAsync((context, _) => context.JsonAsync(
            """{"status":"success","warnings":["store 2 is down"],"data":{"resultType":"matrix","result":[{"metric":{},"values":[[1767571260,"7"]]}]}}"""));

        var answer = await Source().SamplesAsync(Requests.Of(Indicator(server.Url.ToString()), Start, Start.AddMinutes(1)));

        Assert.Equal([7.0], answer.Values.Select(v => v.Value));
        Assert.Equal("partial answer: store 2 is down", answer.Note);
    }

    [Fact]
    public async Task Read_WithAuthorization_SendsTheSecretAsHeader()
    {
        _secrets.Values["prod/prometheus/token"] = "t0ken\n";
        await using var server = await ScriptedApiServer.StartAsync((context, _) => context.JsonAsync(Empty));

        await Source().SamplesAsync(Requests.Of(Authorized(Indicator(server.Url.ToString())), Start, Start.AddMinutes(1)));

        Assert.Equal("Bearer t0ken", Assert.Single(server.Requests).Header("Authorization"));
    }

    [Fact]
    public async Task Read_SecretThatIsNotThere_IsNamedAndNothingIsAsked()
    {
        await using var server = await ScriptedApiServer.StartAsync((context, _) => context.JsonAsync(Empty));

        await ExpectAsync(
            server.Url.ToString(), "SecretNotFound", "Secret prod/prometheus with key 'token' does not exist", i => Authorized(i));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Read_SecretOfTwoLines_IsRefusedWithoutShowingIt()
    {
        _secrets.Values["prod/prometheus/token"] = "user\npassword";

        var failed = await ExpectAsync(
            "http://127.0.0.1:9", "SecretUnusable", "Secret prod/prometheus with key 'token' holds more than one line", i => Authorized(i));

        Assert.DoesNotContain("password", failed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_SecretsThatCannotBeRead_IsAnAnswerToo()
    {
        _secrets.Outage = new HttpRequestException("forbidden by script");

        await ExpectAsync("http://127.0.0.1:9", "SecretUnreadable", "'token' cannot be read: forbidden by script", i => Authorized(i));
    }

    private async Task<string> ExpectAsync(string address, string reason, string message, Action<IndicatorSpec>? change = null)
    {
        var indicator = Indicator(address);
        change?.Invoke(indicator);

        var failed = await Source().FailedAsync(Requests.Of(indicator, Start, Start.AddMinutes(1)));

        Assert.Equal(reason, failed.Reason);
        Assert.Contains(message, failed.Message, StringComparison.Ordinal);
        return failed.Message;
    }

    private static IndicatorSpec Indicator(string address) => Specs.Prometheus("requests", address);

    private static IndicatorSpec Authorized(IndicatorSpec indicator)
    {
        indicator.Prometheus!.Authorization = new AuthorizationSpec { Credentials = new SecretKeySpec { Name = "prometheus", Key = "token" } };
        return indicator;
    }

    private PrometheusSource Source() => new(_http, _secrets);
}
