using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Energy;

/// <summary>Section <c>Energy</c>.</summary>
internal sealed class EnergyOptions
{
    public const string Section = "Energy";

    /// <summary>Price of a kilowatt-hour at the feed.</summary>
    [Range(0.0, 10.0)]
    public double DollarsPerKilowattHour { get; init; } = 0.12;
}

/// <summary>Generated range checks.</summary>
[OptionsValidator]
internal sealed partial class EnergyOptionsValidator : IValidateOptions<EnergyOptions>;
