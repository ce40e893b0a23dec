namespace Headroom.Simulation.Power.Histories;

/// <summary>Finds each hour of an added server an hour of the past to take its rest from.</summary>
/// <remarks>
/// The same time of day within an hour and the same kind of day, working day or weekend, wherever there are three such hours;
/// any hour otherwise. Whole hours keep how long a server's own swings last.
/// </remarks>
internal sealed class RestBlocks
{
    private const int Enough = 3;
    private const int HoursOff = 1;

    private readonly int _length;
    private readonly int _count;
    private readonly int[][] _like;

    public RestBlocks(RowHistory history)
    {
        _length = Math.Max((int)Math.Min(TimeSpan.FromHours(1) / history.Step, history.Samples / 4), 1);
        _count = Math.Max(history.Samples / _length, 1);
        var times = Enumerable.Range(0, _count).Select(b => history.Start + history.Step * (b * _length)).ToArray();
        var any = Enumerable.Range(0, _count).ToArray();
        _like = [.. times.Select(t => any.Where(b => IsLike(t, times[b])).ToArray() is { Length: >= Enough } like ? like : any)];
    }

    /// <returns>For each sample of an added server, the sample that its rest comes from.</returns>
    public int[] Draw(int samples, Random random)
    {
        var from = new int[samples];
        var source = 0;
        for (var t = 0; t < samples; t++)
        {
            if (t % _length == 0)
            {
                var like = _like[Math.Min(t / _length, _count - 1)];
                source = like[random.Next(like.Length)] * _length;
            }

            from[t] = source + t % _length;
        }

        return from;
    }

    private static bool IsLike(DateTimeOffset a, DateTimeOffset b)
    {
        var apart = Math.Abs((a.TimeOfDay - b.TimeOfDay).TotalHours);
        return IsWeekend(a) == IsWeekend(b) && Math.Min(apart, 24 - apart) <= HoursOff;
    }

    private static bool IsWeekend(DateTimeOffset time) => time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
