using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Serverless.Api;
using YamlDotNet.RepresentationModel;

namespace Headroom.Operators.Tests.Api;

/// <summary>The CRDs and the C# types are written by hand, side by side: here they are held against each other.</summary>
public sealed class CrdAgreementTests
{
    private static readonly Dictionary<string, JsonTypeInfo> Kinds = new()
    {
        ["predictiveautoscalers"] = AutoscalerJson.Default.PredictiveAutoscaler,
        ["powerdomains"] = PowerJson.Default.PowerDomain,
        ["nodepowers"] = PowerJson.Default.NodePower,
        ["serverlessservices"] = ServerlessJson.Default.ServerlessService,
    };

    public static TheoryData<string> Plurals => [.. Crd.Plurals];

    [Theory]
    [MemberData(nameof(Plurals))]
    public void Schema_SpecAndStatus_NamesTheSamePropertiesAsTheTypes(string plural)
    {
        var differences = new List<string>();
        Walk(plural, (path, schema, type) =>
        {
            var inSchema = Crd.Properties(schema).Select(p => p.Name).ToHashSet();
            var inCode = type.Properties.Where(p => p.Get is not null).Select(p => p.Name).ToHashSet();
            differences.AddRange(inSchema.Except(inCode).Select(name => $"{path}.{name} is missing in C#"));
            differences.AddRange(inCode.Except(inSchema).Select(name => $"{path}.{name} is missing in the CRD"));
        });

        Assert.Empty(differences);
    }

    [Theory]
    [MemberData(nameof(Plurals))]
    public void Schema_Defaults_EqualThoseOfTheTypes(string plural)
    {
        var differences = new List<string>();
        Walk(plural, (path, schema, type) =>
        {
            if (type.CreateObject?.Invoke() is not { } built)
            {
                // Types of the API client: no defaults of ours.
                return;
            }

            foreach (var (name, property) in Crd.Properties(schema))
            {
                var inCode = JsonSerializer.SerializeToElement(type.Properties.FirstOrDefault(p => p.Name == name)?.Get?.Invoke(built));
                if (Crd.Text(property, "default") is { } inSchema && inSchema != Text(inCode))
                {
                    differences.Add($"{path}.{name} is {inSchema} in the CRD and {inCode} in C#");
                }
            }
        });

        Assert.Empty(differences);
    }

    [Theory]
    [MemberData(nameof(Plurals))]
    public void Schema_EveryProperty_IsDescribed(string plural)
    {
        var silent = new List<string>();
        Walk(plural, (path, schema, _) => silent.AddRange(
            Crd.Properties(schema).Where(p => string.IsNullOrWhiteSpace(Crd.Text(p.Schema, "description"))).Select(p => $"{path}.{p.Name}")));

        Assert.Empty(silent);
    }

    [Fact]
    public void Defaults_OfAnEmptySpec_AreThoseAUserReadsInTheDocumentation()
    {
        var spec = new AutoscalerSpec();

        Assert.Equal(("Recommend", 1), (spec.Mode, spec.MinReplicas));
        Assert.Equal(("99%", "1m", "7d", "1"), (spec.Objective.ServiceLevel, spec.Objective.EvaluationInterval, spec.Objective.BudgetWindow, spec.Objective.ReplicaCostPerHour));
        Assert.Equal(("1m", "15m", "14d"), (spec.Forecast.Step, spec.Forecast.Horizon, spec.Forecast.History));
    }

    // As YAML has it.
    private static string Text(JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetRawText() : value.ToString();

    private static void Walk(string plural, Action<string, YamlMappingNode, JsonTypeInfo> visit)
    {
        var root = Crd.Schema(plural);
        foreach (var (part, schema) in Crd.Properties(root).Where(static p => p.Name is "spec" or "status"))
        {
            Walk(part, schema, TypeOf(Kinds[plural], part) ?? throw new InvalidOperationException($"{plural} has no {part} in C#"), visit);
        }
    }

    private static void Walk(string path, YamlMappingNode schema, JsonTypeInfo type, Action<string, YamlMappingNode, JsonTypeInfo> visit)
    {
        visit(path, schema, type);
        foreach (var (name, property) in Crd.Properties(schema))
        {
            var (item, suffix) = Crd.Text(property, "type") == "array" ? (Crd.Child(property, "items"), "[]") : (property, "");
            if (Crd.Text(item, "type") == "object" && TypeOf(type, name) is { } child)
            {
                Walk(string.Create(CultureInfo.InvariantCulture, $"{path}.{name}{suffix}"), item, child, visit);
            }
        }
    }

    private static JsonTypeInfo? TypeOf(JsonTypeInfo parent, string name)
    {
        var type = parent.Properties.FirstOrDefault(p => p.Name == name)?.PropertyType;
        return type is not null && parent.Options.TryGetTypeInfo(type.IsGenericType ? type.GetGenericArguments()[0] : type, out var info) ? info : null;
    }
}
