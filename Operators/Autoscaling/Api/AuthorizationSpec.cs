namespace Headroom.Operators.Autoscaling.Api;

/// <summary>An Authorization header with credentials from a Secret of the same namespace.</summary>
public sealed record AuthorizationSpec
{
    public string Type { get; set; } = "Bearer";

    public SecretKeySpec Credentials { get; set; } = new();
}
