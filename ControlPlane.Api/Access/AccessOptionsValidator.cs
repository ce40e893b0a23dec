using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Access;

[OptionsValidator]
internal sealed partial class AccessOptionsValidator : IValidateOptions<AccessOptions>;
