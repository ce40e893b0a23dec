using System.Net.Sockets;
using Headroom.NodeAgent.Tests.FakeDriver;
using Headroom.Testing;

namespace Headroom.NodeAgent.Tests.Running;

public sealed class EarlyClientTests
{
    [Fact]
    public async Task Start_AProbeIsThereAtTheInstantItListens_TheAgentLivesAndAnswers()
    {
        using var driver = new FakeNvml(cards: 1);
        await using var agent = RunningAgent.Start(driver, driver.Folder);

        // Without a pause between attempts, so that one of them waits when the socket begins to listen.
        await Eventually.HoldsAsync(async () =>
        {
            for (var attempt = 0; attempt < 1_000; attempt++)
            {
                Assert.False(agent.HasEnded, agent.Log);
                if (await IsConnectedAsync(agent))
                {
                    return true;
                }
            }

            return false;
        });

        // That one may be cut off; the agent lives and answers the next.
        await Eventually.HoldsAsync(() => IsHealthyAsync(agent));
    }

    private static async Task<bool> IsHealthyAsync(RunningAgent agent)
    {
        Assert.False(agent.HasEnded, agent.Log);
        try
        {
            using var answer = await agent.Metrics.GetAsync("/healthz");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<bool> IsConnectedAsync(RunningAgent agent)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(agent.Metrics.BaseAddress!.Host, agent.Metrics.BaseAddress.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
