using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Headroom.Activator.Asynchronous;

/// <summary>Section Activator:Asynchronous; the database is ConnectionStrings:Headroom.</summary>
internal sealed class AsynchronousOptions
{
    public const string Section = "Activator:Asynchronous";

    /// <summary>A request with a larger body is answered 413.</summary>
    [Range(0, 64 * 1024 * 1024)]
    public int LargestBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>A larger response is not kept: its result says so.</summary>
    [Range(0, 256 * 1024 * 1024)]
    public int LargestResponseBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Deliveries at a time by one activator, a quarter of them to one service.</summary>
    [Range(1, 10_000)]
    public int Concurrency { get; set; } = 64;

    /// <summary>How long a delivery belongs to an activator that has stopped renewing it: what it had is delivered again after that.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>One attempt at most, holding included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AttemptLimit { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Before the second attempt; doubled for each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>From acceptance; what is not delivered by then has failed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a result can be fetched.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(1);
}

/// <summary>Generated range checks.</summary>
[OptionsValidator]
internal sealed partial class AsynchronousOptionsValidator : IValidateOptions<AsynchronousOptions>;
