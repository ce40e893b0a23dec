using Headroom.Power.Safety;
using Headroom.Units;

namespace Headroom.Operators.Power.Fleet;

/// <summary>Whether a feed is safe when nobody is in control.</summary>
/// <param name="Failed">Most it can draw once no lease is renewed.</param>
/// <param name="Budget">What it may draw, losses taken off.</param>
/// <param name="Nameplate">Sum of what everything on it may draw.</param>
/// <param name="Shortfall">Set where not even the lowest limits fit.</param>
/// <param name="Unconfirmed">Nodes whose safe limits are not known to be kept.</param>
/// <param name="Unheard">Nodes that offer GPUs and whose agent has never reported: their draw is not known.</param>
/// <param name="Gpus">On it.</param>
internal sealed record DomainPromise(
    Watts Failed, Watts Budget, Watts Nameplate, SafeLimitShortfall? Shortfall, int Unconfirmed, int Unheard, int Gpus);
