using Headroom.Operators.Traces;

namespace Headroom.Operators.Tests.Traces;

/// <summary>The published traces are not part of the repository; where they stand beside it, all of them must be readable.</summary>
public sealed class PublishedTracesTests
{
    [Theory]
    [InlineData("load")]
    [InlineData("cloud-metrics")]
    [InlineData("azure-llm")]
    public void Read_EveryPublishedFile_GivesASeries(string set)
    {
        var folder = Path.Combine(Repository.Root, "..", "shared", "data", set);
        folder = Directory.Exists(folder) ? folder : Path.Combine(Repository.Root, "..", "..", "shared", "data", set);
        Assert.SkipUnless(Directory.Exists(folder), $"../shared/data/{set} does not stand beside the repository.");

        foreach (var file in Directory.EnumerateFiles(folder, "*.csv"))
        {
            using var reader = File.OpenText(file);
            var trace = TraceReader.Read(reader, Path.GetFileName(file), null, TimeSpan.FromMinutes(1));

            Assert.True(trace.Values.Count > 30, $"{file} has {trace.Values.Count} values");
            Assert.True(trace.Values.Count(float.IsFinite) > trace.Values.Count / 2, $"{file} is mostly gaps");
        }
    }
}
