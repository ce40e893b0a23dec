using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Store;

[OptionsValidator]
internal sealed partial class StoreOptionsValidator : IValidateOptions<StoreOptions>;
