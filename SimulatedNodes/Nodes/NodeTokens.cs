using Headroom.Contracts.Power;
using Headroom.Kubernetes;

namespace Headroom.SimulatedNodes.Nodes;

/// <summary>Keeps the token of each node's agent fresh, as the kubelet keeps a projected one.</summary>
internal sealed class NodeTokens(KubernetesClient client, TimeProvider time)
{
    private const string Account = "/api/v1/namespaces/headroom-system/serviceaccounts/headroom-node-agent/token";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly Dictionary<string, long> _written = new(StringComparer.Ordinal);

    /// <summary>Writes the token when there is none, or half its life is over.</summary>
    /// <param name="file">Readable by its owner alone.</param>
    /// <exception cref="KubernetesApiException">The cluster gives none.</exception>
    public async Task RenewAsync(string node, string file, CancellationToken ct)
    {
        if (_written.TryGetValue(node, out var at) && time.GetElapsedTime(at) < Lifetime / 2)
        {
            return;
        }

        var asked = new TokenRequest { Spec = new TokenRequestSpec([AgentProtocol.Audience], (int)Lifetime.TotalSeconds, new BoundObject("v1", "Node", node)) };
        var given = await client.PostAsync(Account, asked, TokenJson.Default.TokenRequest, TokenJson.Default.TokenRequest, ct);
        var fresh = file + ".new";
        File.Delete(fresh);
        await using (var stream = new FileStream(fresh, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(given.Status?.Token ?? ""), ct);
        }

        File.Move(fresh, file, overwrite: true);
        _written[node] = time.GetTimestamp();
    }
}
