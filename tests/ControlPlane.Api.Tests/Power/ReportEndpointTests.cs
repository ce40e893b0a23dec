using System.Net;
using Headroom.Contracts.Power;
using Headroom.Testing;

namespace Headroom.ControlPlane.Api.Tests.Power;

public sealed class ReportEndpointTests
{
    private static readonly NodeReport Report = new()
    {
        Node = "gpu-7",
        Instance = "a",
        Number = 3,
        Gpus = [new GpuReport { Uuid = "GPU-0", DrawMilliwatts = 400_000 }],
    };

    [Fact]
    public async Task Post_AgentOfTheNode_IsStoredAndAnsweredWithALease()
    {
        await using var server = await AgentsServer.StartAsync();
        server.Caps = [new GpuCap { Uuid = "GPU-0", PowerLimitMilliwatts = 350_000 }];

        var first = await LeaseAsync(await server.PostAsync("agent-gpu-7", Report));
        var second = await LeaseAsync(await server.PostAsync("agent-gpu-7", Report with { Number = 4 }));

        Assert.Equal(4, first.Stamp.Term);
        Assert.True(second.Stamp > first.Stamp);
        Assert.Equal(350_000u, Assert.Single(second.Caps).PowerLimitMilliwatts);
        Assert.Equal(400_000u, server.Telemetry.Find("gpu-7")!.Report.Gpus[0].DrawMilliwatts);
        Assert.Equal(1, server.Reviewer.Authentications);
    }

    [Fact]
    public async Task Post_NobodyPlans_AnswersWithNoCapsForNoTime()
    {
        await using var server = await AgentsServer.StartAsync();

        var lease = await LeaseAsync(await server.PostAsync("agent-gpu-7", Report));

        Assert.Equal((TimeSpan.Zero, 0, false), (lease.Duration, lease.Caps.Count, lease.IsRelease));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("stranger", HttpStatusCode.Unauthorized)]
    [InlineData("admin", HttpStatusCode.Forbidden)]
    [InlineData("agent", HttpStatusCode.Forbidden)]
    [InlineData("agent-gpu-8", HttpStatusCode.Forbidden)]
    [InlineData("spy-gpu-7", HttpStatusCode.Forbidden)]
    public async Task Post_AnyoneElse_IsRefusedAndNothingIsStored(string? token, HttpStatusCode status)
    {
        await using var server = await AgentsServer.StartAsync();

        var answer = await server.PostAsync(token, Report);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(0, server.Telemetry.Nodes);
    }

    [Fact]
    public async Task Post_Follower_NamesTheLeader()
    {
        await using var server = await AgentsServer.StartAsync();
        (server.Term, server.LeaderAddress) = (null, "10.0.3.4:8443");

        var answer = await server.PostAsync("agent-gpu-7", Report);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.Equal("10.0.3.4:8443", answer.Headers.GetValues(AgentProtocol.LeaderHeader).Single());
        server.LeaderAddress = null;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.PostAsync("agent-gpu-7", Report)).StatusCode);
    }

    [Fact]
    public async Task Post_ClusterAway_KnownAgentsAreAnsweredAndNewOnesAre503()
    {
        await using var server = await AgentsServer.StartAsync();
        await server.PostAsync("agent-gpu-7", Report);
        server.Reviewer.IsAway = true;

        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("agent-gpu-7", Report)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.PostAsync("agent-gpu-8", Report)).StatusCode);
    }

    [Fact]
    public async Task Post_NoReport_IsRefusedByItsKind()
    {
        await using var server = await AgentsServer.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await server.PostAsync("agent-gpu-7", [0xFF, 0xFF])).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await server.PostAsync("agent-gpu-7", new byte[AgentProtocol.MaxReportBytes])).StatusCode);
    }

    [Fact]
    public async Task Post_AtTheMainAddress_IsNotFound()
    {
        await using var server = await AgentsServer.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await server.PostAsync("agent-gpu-7", Report, server.Main)).StatusCode);
    }

    [Fact]
    public async Task Post_RevokedToken_IsRefusedAfterItsReviewEnds()
    {
        var time = new ManualTime();
        var reviews = ReviewsOf(time, out var reviewer);
        await reviews.ReviewAsync("agent-gpu-7", CancellationToken.None);
        reviewer.Revoked["agent-gpu-7"] = true;

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.IsType<Api.Power.AgentIdentity.Unknown>(await reviews.ReviewAsync("agent-gpu-7", CancellationToken.None));
    }

    [Fact]
    public async Task Review_PastHalfItsLifetime_IsRenewedWithoutWaiting()
    {
        var time = new ManualTime();
        var reviews = ReviewsOf(time, out var reviewer);
        await reviews.ReviewAsync("agent-gpu-7", CancellationToken.None);
        time.Advance(TimeSpan.FromMinutes(4));

        var review = reviews.ReviewAsync("agent-gpu-7", CancellationToken.None);

        Assert.True(review.IsCompletedSuccessfully);
        await Eventually.HoldsAsync(() => reviewer.Authentications == 2);
    }

    private static Api.Power.AgentReviews ReviewsOf(ManualTime time, out Hosting.FakeReviewer reviewer)
    {
        reviewer = new Hosting.FakeReviewer();
        return new Api.Power.AgentReviews(reviewer, Microsoft.Extensions.Options.Options.Create(new Api.Power.AgentOptions()), time);
    }

    private static async Task<PowerLease> LeaseAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return PowerLeaseCodec.Read(await answer.Content.ReadAsByteArrayAsync());
    }
}
