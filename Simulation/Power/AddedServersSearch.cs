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
    /// <remarks>Assumes that more servers are never easier. The answer is confirmed; a refused one is lowered by one.</remarks>
    public int Find(string policy, RowSetting setting, IDictionary<int, RowScore> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var accepted = known.Where(k => k.Value.IsAccepted).Select(k => k.Key).Append(RowSetting.BaseServers).Max();
        var refused = known.Where(k => !k.Value.IsAccepted).Select(k => k.Key).Append(Most + 1).Min();
        while (refused - accepted > 1)
        {
            var middle = (accepted + refused) / 2;
            if (study.Try(policy, setting, middle, quickSeeds, quick) is { IsAccepted: true })
            {
                accepted = middle;
            }
            else
            {
                refused = middle;
            }
        }

        while (accepted > RowSetting.BaseServers && !IsConfirmed(policy, setting, accepted, known))
        {
            accepted--;
        }

        return accepted;
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
