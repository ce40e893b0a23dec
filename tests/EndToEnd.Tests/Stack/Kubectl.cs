using System.Text.Json.Nodes;

namespace Headroom.EndToEnd.Tests.Stack;

/// <summary>The real kubectl, with a home of its own.</summary>
internal sealed class Kubectl(string kubeconfig, string home)
{
    private readonly string? _program = Programs.Find("kubectl");

    public Task<Outcome> TryAsync(params string[] arguments) => RunAsync(arguments, "");

    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> RunAsync(params string[] arguments) => (await TryAsync(arguments)).Succeeded();

    /// <summary>Asks for one field with a JSONPath; empty when it is not there.</summary>
    public Task<string> FieldAsync(string ns, string resource, string path) =>
        RunAsync("get", "-n", ns, resource, "-o", $"jsonpath={{{path}}}");

    public async Task<int> NumberAsync(string ns, string resource, string path) =>
        int.TryParse(await FieldAsync(ns, resource, path), out var number) ? number : -1;

    public Task<Outcome> TryApplyAsync(string manifest) => RunAsync(["apply", "-f", "-"], manifest);

    public async Task ApplyAsync(string manifest) => (await TryApplyAsync(manifest)).Succeeded();

    /// <returns>The condition as "status reason message"; empty when it is not there.</returns>
    public async Task<string> ConditionAsync(string ns, string name, string type)
    {
        var item = JsonNode.Parse(await RunAsync("get", "-n", ns, "pas", name, "-o", "json"))!; // kubectl printed JSON.
        var condition = item["status"]?["conditions"]?.AsArray().FirstOrDefault(c => (string?)c?["type"] == type);
        return condition is null ? "" : $"{condition["status"]} {condition["reason"]} {condition["message"]}";
    }

    private async Task<Outcome> RunAsync(string[] arguments, string input)
    {
        Assert.SkipWhen(_program is null, "kubectl is not on this machine");
        Directory.CreateDirectory(home);
        var environment = new Dictionary<string, string> { ["HOME"] = home, ["KUBECONFIG"] = kubeconfig };
        return await Programs.RunAsync(_program!, arguments, environment, input); // Skipped above when null.
    }
}
