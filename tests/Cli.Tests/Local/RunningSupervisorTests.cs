using System.Diagnostics;
using Headroom.Cli.Local;

namespace Headroom.Cli.Tests.Local;

public sealed class RunningSupervisorTests : IDisposable
{
    private readonly StateFolder _state = new(Directory.CreateTempSubdirectory("headroom-cli-").FullName);

    public void Dispose() => Directory.Delete(_state.Path, recursive: true);

    [Fact]
    public void Find_NothingSaved_IsNull() => Assert.Null(RunningSupervisor.Find(_state));

    [Fact]
    public void Find_ThisProcess_IsFound()
    {
        RunningSupervisor.Current().Save(_state);

        Assert.Equal(RunningSupervisor.Current(), RunningSupervisor.Find(_state));
    }

    [Fact]
    public void Find_ReusedId_IsNull()
    {
        // This id runs, but it began at another time than the process that was saved.
        var current = RunningSupervisor.Current();
        (current with { Started = current.Started - 1 }).Save(_state);

        Assert.Null(RunningSupervisor.Find(_state));
    }

    [Fact]
    public void Find_ProcessThatEnded_IsNull()
    {
        using var gone = Process.Start("true");
        gone.WaitForExit();
        new RunningSupervisor(gone.Id, 1).Save(_state);

        Assert.Null(RunningSupervisor.Find(_state));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"Id\":0,\"Started\":0}")]
    public void Find_BrokenFile_IsNull(string text)
    {
        // A machine that lost power in mid-write.
        File.WriteAllText(_state.Supervisor, text);

        Assert.Null(RunningSupervisor.Find(_state));
    }

    [Fact]
    public async Task Stop_RunningProcess_EndsItAndNoOther()
    {
        using var mine = Process.Start("sleep", "600");
        using var other = Process.Start("sleep", "600");
        try
        {
            var supervisor = new RunningSupervisor(mine.Id, StartOf(mine.Id));

            var stopped = await supervisor.StopAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);

            Assert.True(stopped);
            Assert.True(mine.WaitForExit(TimeSpan.FromSeconds(20)));
            Assert.False(other.HasExited);
        }
        finally
        {
            other.Kill();
        }
    }

    private static long StartOf(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19], System.Globalization.CultureInfo.InvariantCulture);
    }
}
