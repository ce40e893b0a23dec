using System.ComponentModel.DataAnnotations;

namespace Headroom.ControlPlane.Api.Access;

/// <summary>Section <c>Access</c>.</summary>
internal sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>How long a review is believed: a revoked token or role works at most this much longer.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ReviewLifetime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Entries per cache (tokens, permissions); the oldest goes first.</summary>
    [Range(16, 100_000)]
    public int CachedReviews { get; init; } = 4_096;

    /// <summary>A working day: the browser session ends with it.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "24:00:00")]
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(8);

    [Range(1, 100_000)]
    public int MaxSessions { get; init; } = 4_096;

    /// <summary>Code of the one-time sign-in link. Guessing is hopeless from 16 random characters on.</summary>
    [MinLength(16)]
    public string? OneTimeCode { get; init; }

    /// <summary>File with the bearer token that the code stands for; read when the code is used.</summary>
    public string? OneTimeTokenFile { get; init; }
}
