using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Kubernetes;
using Headroom.Operators.Autoscaling.Api;

namespace Headroom.ControlPlane.Api.Tests.Manifests;

public sealed class ManifestEndpointsTests
{
    private const string Chat = "/api/v1/autoscalers/default/chat";

    [Fact]
    public async Task Show_AnAutoscaler_IsWhatPeopleEdit()
    {
        await using var cluster = await EditedCluster.StartAsync();
        using var admin = cluster.Admin();
        using var looker = cluster.Looker();

        using var answer = await admin.GetAsync(new Uri(Chat + "/manifest", UriKind.Relative));
        var manifest = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        var yaml = Yaml(manifest);

        Assert.Equal($"\"{manifest["version"]}\"", answer.Headers.ETag?.Tag);
        Assert.StartsWith("apiVersion: headroom.dev/v1alpha1\nkind: PredictiveAutoscaler\nmetadata:\n  name: chat\n", yaml, StringComparison.Ordinal);
        Assert.Contains("perReplica: \"20\"", yaml, StringComparison.Ordinal);
        Assert.Contains("note: \"on\"", yaml, StringComparison.Ordinal);
        foreach (var hidden in new[] { "resourceVersion", "managedFields", "uid", "last-applied", "status" })
        {
            Assert.DoesNotContain(hidden, yaml, StringComparison.Ordinal);
        }

        Assert.True((bool)manifest["mayWrite"]!);
        Assert.False((bool)(await looker.GetJsonAsync(Chat + "/manifest"))["mayWrite"]!);
    }

    [Fact]
    public async Task Replace_TriedThenWritten_ShowsTheDifferenceAndIsOnTheRecord()
    {
        await using var cluster = await EditedCluster.StartAsync();
        using var admin = cluster.Admin();
        var manifest = await admin.GetJsonAsync(Chat + "/manifest");
        var edited = Yaml(manifest).Replace("maxReplicas: 32", "maxReplicas: 48", StringComparison.Ordinal);

        var tried = await ReadAsync(await PutAsync(admin, edited, Version(manifest), dryRun: true));
        var untouched = await admin.GetJsonAsync(Chat + "/manifest");
        var written = await ReadAsync(await PutAsync(admin, edited, Version(manifest), dryRun: false));

        Assert.Equal(["Removed   maxReplicas: 32", "Added   maxReplicas: 48"], Changed(tried));
        Assert.Equal(Version(manifest), Version(untouched));
        Assert.Equal("spec.maxReplicas", (string?)written["fields"]![0]!["path"]);
        Assert.Contains("maxReplicas: 48", Yaml(await admin.GetJsonAsync(Chat + "/manifest")), StringComparison.Ordinal);
        var entry = (await admin.GetJsonAsync("/api/v1/audit?action=ObjectEdited"))["items"]!.AsArray();
        Assert.Equal("spec.maxReplicas: 32 → 48", (string?)Assert.Single(entry)!["message"]);
    }

    [Fact]
    public async Task Replace_WhatWasChangedMeanwhile_IsRefusedAndNothingIsLost()
    {
        await using var cluster = await EditedCluster.StartAsync();
        using var admin = cluster.Admin();
        var manifest = await admin.GetJsonAsync(Chat + "/manifest");
        var mine = Yaml(manifest).Replace("maxReplicas: 32", "maxReplicas: 48", StringComparison.Ordinal);
        (await PutAsync(admin, Yaml(manifest).Replace("maxReplicas: 32", "maxReplicas: 40", StringComparison.Ordinal), Version(manifest), dryRun: false)).Dispose();

        using var late = await PutAsync(admin, mine, Version(manifest), dryRun: false);
        using var blind = await PutAsync(admin, mine, version: null, dryRun: false);

        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionRequired, blind.StatusCode);
        Assert.Contains("maxReplicas: 40", Yaml(await admin.GetJsonAsync(Chat + "/manifest")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replace_WhileTheStatusIsWritten_MovesNothingThatPeopleEdit()
    {
        await using var cluster = await EditedCluster.StartAsync();
        using var admin = cluster.Admin();
        var manifest = await admin.GetJsonAsync(Chat + "/manifest");
        var mine = Yaml(manifest).Replace("maxReplicas: 32", "maxReplicas: 48", StringComparison.Ordinal);
        var status = new JsonObject { ["status"] = new JsonObject { ["desiredReplicas"] = 7 } };
        await cluster.Client.MergePatchAsync(PredictiveAutoscaler.Type, new ObjectKey("default", "chat"), status, "status", CancellationToken.None);

        using var written = await PutAsync(admin, mine, Version(manifest), dryRun: false);

        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        Assert.Contains("maxReplicas: 48", Yaml(await admin.GetJsonAsync(Chat + "/manifest")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("maxReplicas: 32", "maxReplicas: 20000", "spec.maxReplicas")]
    [InlineData("policy: Headroom", "policy: Guess", "spec.policy")]
    [InlineData("maxReplicas: 32", "maxReplicas: 32\n  maxReplicsa: 4", "yaml")]
    [InlineData("name: chat\n", "name: other\n", "yaml")]
    [InlineData("maxReplicas: 32", "maxReplicas: [32", "yaml")]
    public async Task Replace_WhatTheDefinitionRefuses_NamesTheField(string from, string to, string field)
    {
        await using var cluster = await EditedCluster.StartAsync();
        using var admin = cluster.Admin();
        var manifest = await admin.GetJsonAsync(Chat + "/manifest");

        using var answer = await PutAsync(admin, Yaml(manifest).Replace(from, to, StringComparison.Ordinal), Version(manifest), dryRun: true);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, text);
        Assert.Contains(field, JsonNode.Parse(text)!["errors"]!.Names());
    }

    [Fact]
    public async Task Patch_FieldsOfAWhatIf_AreWrittenAndAnEmptyOneRemoved()
    {
        await using var cluster = await EditedCluster.StartAsync();
        using var admin = cluster.Admin();
        var version = Version(await admin.GetJsonAsync(Chat + "/manifest"));

        var priced = await ReadAsync(await PatchAsync(admin, new { serviceLevel = "99.5%", shortfallCostPerUnitHour = "40" }, version));
        var cleared = await ReadAsync(await PatchAsync(admin, new { shortfallCostPerUnitHour = "" }, Version(priced)));

        Assert.Equal(
            ["spec.objective.serviceLevel", "spec.objective.shortfallCostPerUnitHour"],
            priced["fields"]!.AsArray().Select(static f => (string)f!["path"]!).Order(StringComparer.Ordinal));
        Assert.Equal("spec.objective.shortfallCostPerUnitHour", (string?)Assert.Single(cleared["fields"]!.AsArray())!["path"]);
        Assert.DoesNotContain("shortfall", Yaml(cleared), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_ByWhoMayOnlyLook_IsRefused()
    {
        await using var cluster = await EditedCluster.StartAsync();
        using var looker = cluster.Looker();
        var manifest = await looker.GetJsonAsync(Chat + "/manifest");

        using var put = await PutAsync(looker, Yaml(manifest), Version(manifest), dryRun: true);
        using var patch = await PatchAsync(looker, new { maxReplicas = 3 }, Version(manifest));

        Assert.Equal(HttpStatusCode.Forbidden, put.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, patch.StatusCode);
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, string yaml, string? version, bool dryRun) =>
        SendAsync(client, HttpMethod.Put, $"{Chat}/manifest?dryRun={(dryRun ? "true" : "false")}", new { yaml }, version);

    private static Task<HttpResponseMessage> PatchAsync(HttpClient client, object change, string version) => SendAsync(client, HttpMethod.Patch, Chat, change, version);

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, object body, string? version)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        }

        return await client.SendAsync(request);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
            return JsonNode.Parse(text)!;
        }
    }

    private static IEnumerable<string> Changed(JsonNode change) =>
        change["diff"]!.AsArray().Where(static l => (string?)l!["kind"] is "Added" or "Removed").Select(static l => $"{l!["kind"]} {l["text"]}");

    private static string Yaml(JsonNode manifest) => manifest["yaml"]!.GetValue<string>();

    private static string Version(JsonNode manifest) => manifest["version"]!.GetValue<string>();
}
