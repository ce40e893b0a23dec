using System.Text.RegularExpressions;

namespace Headroom.Chart.Tests.Images;

/// <summary>What goes into the images, and that all who name the version agree.</summary>
public sealed partial class ImageTests
{
    [Theory]
    [InlineData("charts/headroom/Chart.yaml", @"^version: (?<v>\S+)$")]
    [InlineData("charts/headroom/Chart.yaml", @"^appVersion: (?<v>\S+)$")]
    [InlineData("web/package.json", "^  \"version\": \"(?<v>[^\"]+)\",$")]
    [InlineData("CHANGELOG.md", @"^## (?<v>\d[^\s,]+)")]
    public async Task Version_Everywhere_IsTheOneOfTheBuild(string file, string pattern)
    {
        var (_, version, _) = await Tool.RunAsync(Path.Combine(Repository.Root, "eng/version"), []);
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, file));

        var found = Regex.Match(text, pattern, RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["v"].Value;

        Assert.Equal(version.Trim(), found);
    }

    [Fact]
    public async Task Dockerfile_Bases_AreArgumentsWithoutDefaults()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "eng/images/Dockerfile"));

        var bases = Bases().Matches(text).Select(static m => m.Groups["base"].Value).ToList();

        Assert.Equal(5, bases.Count);
        Assert.All(bases, b => Assert.Matches(@"^\$\{\w+_IMAGE\}$", b));
        Assert.DoesNotMatch(@"ARG \w+_IMAGE=", text);
    }

    [Fact]
    public async Task Build_WithoutADigest_IsRefused()
    {
        var (code, _, errors) = await Tool.RunAsync(
            Path.Combine(Repository.Root, "eng/images/build"), ["registry.example.com"], new Dictionary<string, string> { ["SDK_IMAGE"] = "mcr.microsoft.com/dotnet/sdk:10.0" });

        Assert.Equal(2, code);
        Assert.Contains("SDK_IMAGE must be NAME@sha256:…", errors, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^FROM (--platform=\S+ )?(?<base>\S+) AS", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bases();
}
