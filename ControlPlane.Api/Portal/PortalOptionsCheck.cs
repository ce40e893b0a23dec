using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Portal;

internal sealed class PortalOptionsCheck : IValidateOptions<PortalOptions>
{
    public ValidateOptionsResult Validate(string? name, PortalOptions options) =>
        options.Resolve() is { } folder && !Directory.Exists(folder)
            ? ValidateOptionsResult.Fail($"Portal:Directory {folder} does not exist.")
            : ValidateOptionsResult.Success;
}
