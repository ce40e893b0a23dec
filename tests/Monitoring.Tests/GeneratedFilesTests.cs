using Headroom.Monitoring.Writing;

namespace Headroom.Monitoring.Tests;

/// <summary>The chart ships files; their source is the Monitoring project.</summary>
public sealed class GeneratedFilesTests
{
    [Fact]
    public async Task Files_InTheChart_AreWhatMonitoringMakes()
    {
        foreach (var (path, content) in MonitoringFiles.All())
        {
            var file = Path.Combine(Repository.Monitoring, path);

            Assert.True(File.Exists(file) && await File.ReadAllTextAsync(file) == content, $"{path} is old: dotnet run --project Monitoring charts/headroom/monitoring");
        }
    }

    [Fact]
    public void Files_InTheChart_AreAllMade()
    {
        var made = MonitoringFiles.All().Select(static f => f.Path).Order(StringComparer.Ordinal);
        var there = Directory.EnumerateFiles(Repository.Monitoring, "*", SearchOption.AllDirectories)
            .Select(static f => Path.GetRelativePath(Repository.Monitoring, f)).Order(StringComparer.Ordinal);

        Assert.Equal(made, there);
    }
}
