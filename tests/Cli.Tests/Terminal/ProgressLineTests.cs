using Headroom.Cli.Terminal;
using Headroom.Testing;

namespace Headroom.Cli.Tests.Terminal;

public sealed class ProgressLineTests : IDisposable
{
    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly StringWriter _writer = new();

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void Report_OnATerminal_RedrawsOneLineWithTheTimeLeft()
    {
        using (var progress = new ProgressLine(_writer, isTerminal: true, "replaying", 100, _time))
        {
            progress.Report(1);
            _time.Advance(TimeSpan.FromSeconds(10));
            progress.Report(25);
        }

        Assert.DoesNotContain('\n', _writer.ToString());
        Assert.Contains("███████░", _writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("25%  0:30 left", _writer.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\r\u001b[K", _writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_Elsewhere_WritesFewPlainLines()
    {
        using (var progress = new ProgressLine(_writer, isTerminal: false, "replaying", 1000, _time))
        {
            for (var done = 1; done <= 1000; done++)
            {
                progress.Report(done);
            }
        }

        Assert.Equal("replaying 20%\nreplaying 40%\nreplaying 60%\nreplaying 80%\nreplaying 100%\n", _writer.ToString());
    }
}
