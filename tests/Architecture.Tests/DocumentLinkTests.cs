using System.Text.RegularExpressions;

namespace Headroom.Architecture.Tests;

/// <summary>A page that is linked is there.</summary>
public sealed partial class DocumentLinkTests
{
    private static readonly string[] Elsewhere = ["/obj/", "/bin/", "/node_modules/", "/.state/"];

    [Fact]
    public void Links_BetweenPages_LeadToFiles()
    {
        var root = DependencyTests.Root();
        var pages = Directory.EnumerateFiles(root, "*.md", SearchOption.AllDirectories)
            .Where(static p => !Elsewhere.Any(e => p.Contains(e, StringComparison.Ordinal)));

        var broken = pages.SelectMany(page => Targets().Matches(File.ReadAllText(page)).Select(static m => m.Groups["target"].Value)
            .Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target))) // a file has a folder
            .Select(target => $"{Path.GetRelativePath(root, page)}: {target}"));

        Assert.Empty(broken);
    }

    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)(?<target>[^)#\s]+)[^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Targets();
}
