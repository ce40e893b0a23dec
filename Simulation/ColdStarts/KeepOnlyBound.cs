namespace Headroom.Simulation.ColdStarts;

/// <summary>
/// What no policy can beat that only keeps services loaded and never loads one ahead: with all gaps known, the shortest are
/// bridged first until the budget is spent.
/// </summary>
public static class KeepOnlyBound
{
    /// <param name="requests">In order of time.</param>
    /// <param name="budgetHours">Idle hours that may be spent.</param>
    /// <returns>Percent of requests that are cold.</returns>
    public static double ColdPercent(IReadOnlyList<TracedRequest> requests, double budgetHours)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var gaps = new List<double>();
        var busyUntil = new Dictionary<int, double>();
        foreach (var request in requests)
        {
            var isKnown = busyUntil.TryGetValue(request.Service, out var until);
            if (isKnown && request.Time > until)
            {
                gaps.Add(request.Time - until);
            }

            busyUntil[request.Service] = Math.Max(isKnown ? until : 0, request.Time + request.Duration);
        }

        gaps.Sort();
        var (spent, bridged) = (0.0, 0);
        while (bridged < gaps.Count && spent + gaps[bridged] <= budgetHours * 3600)
        {
            spent += gaps[bridged++];
        }

        return 100.0 * (gaps.Count - bridged + busyUntil.Count) / requests.Count;
    }
}
