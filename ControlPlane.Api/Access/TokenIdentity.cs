namespace Headroom.ControlPlane.Api.Access;

/// <summary>Who a bearer token stands for, as the API server's TokenReview says.</summary>
internal sealed record TokenIdentity(string User, string? Uid, IReadOnlyList<string> Groups)
{
    /// <summary>Further attributes an authorizer may look at.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
}
