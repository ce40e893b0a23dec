using System.Globalization;

namespace Headroom.Cli.Terminal;

/// <summary>Progress on standard error: a bar that redraws itself on a terminal, a line for every fifth of the work elsewhere.</summary>
/// <param name="writer">Where to.</param>
/// <param name="isTerminal">Whether a line can be written over.</param>
/// <param name="what">What is under way, such as "replaying".</param>
/// <param name="total">Units of work, ≥ 1.</param>
/// <param name="time">For the rate and to redraw at most ten times a second.</param>
internal sealed class ProgressLine(TextWriter writer, bool isTerminal, string what, int total, TimeProvider time) : IDisposable
{
    private const int Width = 28;
    private const int PlainParts = 5;
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);

    private readonly long _begun = time.GetTimestamp();
    private long? _drawn;
    private int _part;

    public void Report(int done)
    {
        if (isTerminal)
        {
            if (_drawn is not { } drawn || time.GetElapsedTime(drawn) >= Redraw || done == total)
            {
                _drawn = time.GetTimestamp();
                writer.Write(Bar(done));
            }
        }
        else if ((int)((long)done * PlainParts / total) is var part && part > _part)
        {
            _part = part;
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {100.0 * done / total:0}%"));
        }
    }

    /// <summary>Leaves the terminal's line empty for what follows.</summary>
    public void Dispose()
    {
        if (_drawn is not null)
        {
            writer.Write("\r\u001b[K");
        }
    }

    private string Bar(int done)
    {
        var share = Math.Clamp(done / (double)total, 0, 1);
        var filled = (int)Math.Round(share * Width);
        var elapsed = time.GetElapsedTime(_begun);
        // The first moments say nothing about the rest: fits come early.
        var left = share > 0.02 ? $"  {TimeSpan.FromSeconds(Math.Round(elapsed.TotalSeconds * (1 - share) / share)):m\\:ss} left" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"\r\u001b[K{what} {new string('█', filled)}{new string('░', Width - filled)} {100 * share,3:0}%{left}");
    }
}
