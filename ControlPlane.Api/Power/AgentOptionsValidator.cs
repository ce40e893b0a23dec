using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Power;

[OptionsValidator]
internal sealed partial class AgentOptionsValidator : IValidateOptions<AgentOptions>;
