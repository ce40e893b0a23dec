using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Headroom.Operators.Hosting;

/// <summary>Section Operator: how the controllers run and which cluster they work on.</summary>
public sealed class OperatorOptions
{
    public const string Section = "Operator";

    /// <summary>Path of a kubeconfig; empty takes $KUBECONFIG, then the pod's own service account.</summary>
    public string? Kubeconfig { get; set; }

    /// <summary>Context within the kubeconfig; empty takes the current one.</summary>
    public string? Context { get; set; }

    /// <summary>Namespace of the lease and of the freeze annotation.</summary>
    [Required]
    [RegularExpression("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")]
    public string Namespace { get; set; } = "headroom-system";

    /// <summary>host:port by which node agents reach this very replica; empty where no agents report.</summary>
    [RegularExpression(@"^[^@\s]+:\d{1,5}$")]
    public string? AgentsAddress { get; set; }

    /// <summary>Reconciles at a time; they wait for the network most of the time, so more than cores.</summary>
    [Range(1, 256)]
    public int Workers { get; set; } = 16;

    /// <summary>Memory for forecast models of autoscalers that leave their members to Auto; beyond it they get the cheap set and no lead forecast. MiB.</summary>
    [Range(0, 65_536)]
    public int ModelMemoryMiB { get; set; } = 256;

    /// <summary>Folder of the CSV files that trace indicators may name; empty refuses such indicators.</summary>
    public string? TraceFolder { get; set; }

    /// <summary>Decision seconds per wall second: above 1 only for replays.</summary>
    [Range(1.0, 3600.0)]
    public double Speed { get; set; } = 1.0;

    /// <summary>What the decision clock shows at start, so that a restarted replay does not run backwards; empty takes the wall clock.</summary>
    public DateTimeOffset? ClockAnchor { get; set; }
}

/// <summary>Generated range checks.</summary>
[OptionsValidator]
internal sealed partial class OperatorOptionsValidator : IValidateOptions<OperatorOptions>;
