using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Headroom.Operators.Serverless;

/// <summary>Section Serverless: where the activators are asked for the demand.</summary>
public sealed class ServerlessOptions
{
    public const string Section = "Serverless";

    /// <summary>Admin address of the activators, such as http://activator:9090; a name with several addresses is asked at each. Empty where there are none.</summary>
    [RegularExpression("^http://.+")]
    public string? Activators { get; set; }
}

/// <summary>Generated checks.</summary>
[OptionsValidator]
internal sealed partial class ServerlessOptionsValidator : IValidateOptions<ServerlessOptions>;
