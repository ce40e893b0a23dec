using System.Text.Json;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Access;

namespace Headroom.ControlPlane.Api.Access;

/// <summary>Asks the API server by TokenReview and SubjectAccessReview, so the cluster's RBAC and OIDC apply here.</summary>
internal sealed class KubernetesAccessReviewer(KubernetesClient client) : IAccessReviewer
{
    private const string Group = "headroom.dev";

    public Task<TokenIdentity?> AuthenticateAsync(string token, CancellationToken ct) => ReviewAsync(token, audience: null, ct);

    public Task<TokenIdentity?> AuthenticateAsync(string token, string audience, CancellationToken ct) => ReviewAsync(token, audience, ct);

    public async Task<bool> IsAllowedAsync(
        TokenIdentity identity, string verb, string resource, string? ns, string? name, CancellationToken ct)
    {
        var review = new SubjectAccessReview
        {
            Spec = new SubjectAccessReviewSpec
            {
                User = identity.User,
                Uid = identity.Uid,
                Groups = identity.Groups,
                Extra = identity.Extra,
                ResourceAttributes = new ResourceAttributes
                {
                    Group = Group,
                    Resource = resource,
                    Verb = verb,
                    Namespace = ns,
                    Name = name,
                },
            },
        };
        var answer = await AskAsync("review access", () => client.CreateAsync(SubjectAccessReview.Type, review, ct), ct);
        return answer.Status is { Allowed: true, Denied: false };
    }

    private async Task<TokenIdentity?> ReviewAsync(string token, string? audience, CancellationToken ct)
    {
        var review = new TokenReview { Spec = new TokenReviewSpec { Token = token, Audiences = audience is null ? null : [audience] } };
        var answer = await AskAsync("review tokens", () => client.CreateAsync(TokenReview.Type, review, ct), ct);

        // A server that knows no audiences answers without them: its word is then not about this one.
        bool isMeant = audience is null || (answer.Status?.Audiences.Contains(audience) ?? false);
        return isMeant && answer.Status is { Authenticated: true, User: { Username.Length: > 0 } user }
            ? new TokenIdentity(user.Username, user.Uid, user.Groups)
            {
                Extra = user.Extra ?? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
            }
            : null;
    }

    private static async Task<T> AskAsync<T>(string what, Func<Task<T>> ask, CancellationToken ct)
    {
        try
        {
            return await ask();
        }
        catch (KubernetesApiException e) when (e.IsForbidden)
        {
            throw new AccessUnavailableException($"The API server does not let Headroom {what}: {e.Message}", e);
        }
        catch (Exception e) when (e is KubernetesApiException or HttpRequestException or TimeoutException or JsonException or IOException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new AccessUnavailableException($"The API server could not be asked to {what}: {e.Message}", e);
        }
    }
}
