using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Messages;

internal sealed class MessagingOptions
{
    public const string Section = "Messaging";

    /// <summary>How long the bus may stay away from a broker that answers: it tries again within ten seconds where it tries at all.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ReviveAfter { get; init; } = TimeSpan.FromSeconds(20);
}

[OptionsValidator]
internal sealed partial class MessagingOptionsValidator : IValidateOptions<MessagingOptions>;
