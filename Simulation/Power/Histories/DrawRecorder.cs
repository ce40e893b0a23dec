namespace Headroom.Simulation.Power.Histories;

/// <summary>Keeps what a chart shows of a replay, however long it is.</summary>
internal sealed class DrawRecorder(int columns, long steps)
{
    private readonly double[] _controlled = new double[(int)Math.Min(columns, steps)];
    private readonly double[] _free = new double[(int)Math.Min(columns, steps)];

    public DrawTrack Track => new(_controlled, _free);

    public void Note(long step, double controlled, double free)
    {
        var column = (int)(step * _controlled.Length / steps);
        _controlled[column] = Math.Max(_controlled[column], controlled);
        _free[column] = Math.Max(_free[column], free);
    }
}
