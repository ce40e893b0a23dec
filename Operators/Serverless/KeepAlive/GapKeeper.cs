using Headroom.Operators.Text;
using Headroom.Scaling.ColdStart.Gaps;

namespace Headroom.Operators.Serverless.KeepAlive;

/// <summary>A policy that plans each gap when it begins, from the service's own gaps alone.</summary>
/// <param name="policy">Fresh, of this service only.</param>
internal sealed class GapKeeper(IGapPolicy policy) : IKeeper
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1e8);

    private DateTimeOffset _idleSince;
    private IdlePlan _plan;

    public void Arrive(DateTimeOffset now, DateTimeOffset idleSince) => policy.Observe(0, (now - idleSince).TotalSeconds);

    public void Idle(DateTimeOffset since)
    {
        _idleSince = since;
        _plan = policy.Plan(0);
    }

    public void Started(TimeSpan took)
    {
        // Gaps are all these policies look at.
    }

    public KeepView Decide(DateTimeOffset now, bool isLoaded)
    {
        var idle = (now - _idleSince).TotalSeconds;
        var next = new[] { _plan.Keep, _plan.LoadAfter, _plan.UnloadAfter }.Where(t => t > idle).DefaultIfEmpty(double.PositiveInfinity).Min();
        return new KeepView(
            idle <= _plan.Keep, idle > _plan.Keep && _plan.IsLoadedAt(idle), next - idle < Longest.TotalSeconds ? TimeSpan.FromSeconds(next - idle + 0.01) : Longest, Grounds(idle));
    }

    private string Grounds(double idle) =>
        idle <= _plan.Keep ? $"nobody asks; kept until {Text(_plan.Keep)} after the last request"
        : idle < _plan.LoadAfter && double.IsFinite(_plan.LoadAfter) ? $"nobody asks; the next request is expected from {Text(_plan.LoadAfter)} after the last on"
        : idle <= _plan.UnloadAfter && double.IsFinite(_plan.LoadAfter) ? $"a request is expected between {Text(_plan.LoadAfter)} and {Text(_plan.UnloadAfter)} after the last"
        : $"nobody asked for {Text(Math.Max(_plan.Keep, double.IsFinite(_plan.UnloadAfter) ? _plan.UnloadAfter : 0))}";

    private static string Text(double seconds) => seconds < Longest.TotalSeconds ? DurationText.Format(TimeSpan.FromSeconds(Math.Round(seconds))) : "ever";
}
