namespace Headroom.Simulation.Power;

/// <summary>The largest number of servers that a policy runs without a brake and within the service levels.</summary>
/// <param name="quickSeeds">For halving, over <paramref name="quick"/>; a brake ends a run.</param>
/// <param name="fullSeeds">For the answer, over <paramref name="full"/>.</param>
public sealed class AddedServersSearch(
    RowStudy study, IReadOnlyList<int> quickSeeds, TimeSpan quick, IReadOnlyList<int> fullSeeds, TimeSpan full)
{
    /// <summary>Half as many again as the feed is sized for: no policy comes near.</summary>
    private const int Most = RowSetting.BaseServers * 3 / 2;

    /// <param name="known">Scores over the full seeds and time that are at hand, which narrow the search; more are added.</param>
    /// <returns>Servers; those that fill the feed when nothing more is accepted.</returns>
    /// <remarks>
    /// Assumes that more servers are never easier. The answer is confirmed; a refused one is lowered by one. A first week is slower than
    /// those after it, because forecasts have yet to be learned: what was refused for that alone is tried at full length.
    /// </remarks>
    public int Find(string policy, RowSetting setting, IDictionary<int, RowScore> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var accepted = known.Where(k => k.Value.IsAccepted).Select(k => k.Key).Append(RowSetting.BaseServers).Max();
        var refused = known.Where(k => !k.Value.IsAccepted).Select(k => k.Key).Append(Most + 1).Min();
        var ceiling = refused;
        while (refused - accepted > 1)
        {
            var middle = (accepted + refused) / 2;
            var score = study.Try(policy, setting, middle, quickSeeds, quick);
            if (score is { IsAccepted: true })
            {
                accepted = middle;
                continue;
            }

            refused = middle;
            ceiling = score is null ? middle : ceiling;
        }

        if (accepted > RowSetting.BaseServers && !IsConfirmed(policy, setting, accepted, known))
        {
            return Lowered(policy, setting, accepted - 1, known);
        }

        while (accepted + 1 < ceiling && IsConfirmed(policy, setting, accepted + 1, known))
        {
            accepted++;
        }

        return accepted;
    }

    private int Lowered(string policy, RowSetting setting, int servers, IDictionary<int, RowScore> known)
    {
        while (servers > RowSetting.BaseServers && !IsConfirmed(policy, setting, servers, known))
        {
            servers--;
        }

        return servers;
    }

    private bool IsConfirmed(string policy, RowSetting setting, int servers, IDictionary<int, RowScore> known)
    {
        if (!known.TryGetValue(servers, out var score))
        {
            score = study.Try(policy, setting, servers, fullSeeds, full);
            if (score is null)
            {
                return false;
            }

            known[servers] = score;
        }

        return score.IsAccepted;
    }
}
