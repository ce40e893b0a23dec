using System.Xml.Linq;

namespace Headroom.Architecture.Tests;

/// <summary>The arrows of docs/architecture.md, read from the project files.</summary>
public sealed class DependencyTests
{
    private static readonly string[] Pure = ["Units", "Forecasting", "Scaling", "Placement", "Power", "Simulation"];

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Units"] = [],
        ["Contracts"] = [],
        ["Monitoring"] = [],
        ["Forecasting"] = ["Units"],
        ["Scaling"] = ["Units"],
        ["Placement"] = ["Units"],
        ["Power"] = ["Units"],
        ["Simulation"] = ["Units", "Forecasting", "Scaling", "Placement", "Power"],
        ["Kubernetes"] = [],
        ["NodeAgent"] = ["Contracts"],
        ["Activator"] = ["Contracts", "Kubernetes"],
        ["SimulatedNodes"] = ["NodeAgent", "Contracts", "Kubernetes", "Power", "Units"],
        ["LocalCluster"] = ["Kubernetes", "Units", "Placement"],
        ["Operators"] = ["Units", "Contracts", "Forecasting", "Scaling", "Placement", "Power", "Kubernetes"],
        ["ControlPlane.Api"] = ["Operators", "Kubernetes", "Contracts", "Units", "Simulation"],
        ["Cli"] = ["Operators", "Kubernetes", "Units", "Forecasting", "Scaling", "Placement", "Power", "Simulation", "Contracts"],
    };

    private static readonly string[] Numerics = ["MathNet.Numerics", "System.Numerics.Tensors"];

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cloud.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Cloud.sln is in no folder above the tests");
    }

    public static TheoryData<string> Projects() =>
        [.. Directory.GetDirectories(Root()).Select(d => Path.GetFileName(d)!).Where(d => File.Exists(Path.Combine(Root(), d, d + ".csproj")))
            .Where(d => d is not "bench")];

    private static IEnumerable<string> References(string project, string item) =>
        XDocument.Load(Path.Combine(Root(), project, project + ".csproj")).Descendants(item).Select(e => (string)e.Attribute("Include")!);

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_PointOneWay(string project)
    {
        Assert.True(Allowed.ContainsKey(project), $"{project} has no place in the architecture: add it to docs/architecture.md and here");

        var references = References(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')));

        Assert.Empty(references.Except(Allowed[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void PureProject_Packages_AreNumericsOnly(string project)
    {
        if (!Pure.Contains(project))
        {
            return;
        }

        Assert.Empty(References(project, "PackageReference").Except(Numerics));
        Assert.Empty(References(project, "FrameworkReference"));
    }

    [Fact]
    public void PureAssemblies_References_AreSystemNumericsAndUnits()
    {
        foreach (var assembly in new[] { typeof(Forecasting.Forecast).Assembly, typeof(Scaling.Planning.ScalingPlan).Assembly, typeof(Power.Policies.PowerPlan).Assembly, typeof(Placement.Fragmentation.PodShape).Assembly })
        {
            var foreign = assembly.GetReferencedAssemblies().Select(r => r.Name!)
                .Where(r => !r.StartsWith("System", StringComparison.Ordinal) && !Numerics.Contains(r) && r != "Headroom.Units");

            Assert.Empty(foreign);
        }
    }

    [Fact]
    public void PureProjects_Types_HoldNoTaskClockOrLogger()
    {
        string[] banned = ["System.Threading.Tasks", "System.TimeProvider", "System.Net", "System.IO.File", "Microsoft.Extensions"];
        foreach (var project in Pure.Where(p => Directory.Exists(Path.Combine(Root(), p))))
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Root(), project), "*.cs", SearchOption.AllDirectories)
                .Where(f => !f.Contains("/obj/", StringComparison.Ordinal)))
            {
                var usings = File.ReadLines(file).Where(l => l.StartsWith("using ", StringComparison.Ordinal));

                Assert.DoesNotContain(usings, l => banned.Any(b => l.Contains(b, StringComparison.Ordinal)));
            }
        }
    }
}
