using System.Net;
using System.Net.Http.Json;
using Headroom.ControlPlane.Api.Audit;
using Headroom.ControlPlane.Api.Store;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Operators.Serverless.Records;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Headroom.ControlPlane.Api.Tests.Audit;

public sealed class AuditEndpointsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task List_WhatControllersDid_IsThereWithTheirReasons()
    {
        await using var server = await ApiServer.StartAsync();
        server.Journal.Append(Sample.Decision(7) with { Applied = true });
        server.Journal.Append(Sample.Decision(8)); // Recommended only: nothing was done.
        var services = server.Services.GetRequiredService<IServerlessJournal>();
        services.Append(new ServiceDecision("prod", "timer", "uid", Sample.Noon, 0, 1, "Wanted", "1 request waits"));
        services.Append(new ServiceDecision("prod", "timer", "uid", Sample.Noon, 1, 0, "Idle", "nobody asked"));
        using var client = server.Client();

        var page = await client.GetJsonAsync("/api/v1/audit");

        Assert.Equal(
            ["ServiceStopped prod/timer", "ServiceWoken prod/timer", "ScaleWritten prod/chat"],
            page["items"]!.AsArray().Select(static i => $"{i!["action"]} {i["namespace"]}/{i["name"]}"));
        Assert.StartsWith("4 → 7 replicas, ExpectedCost: ", page["items"]![2]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.False(page["isComplete"]!.GetValue<bool>());
    }

    [Fact]
    public async Task List_SignInAndOut_NameTheUser()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = server.Client(token: null);
        using var begun = await client.PostAsJsonAsync(new Uri("/api/v1/session", UriKind.Relative), new { token = "admin" });
        var session = await client.GetJsonAsync("/api/v1/session");
        using var end = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/session");
        end.Headers.Add("X-CSRF-Token", session["csrfToken"]!.GetValue<string>());
        using var ended = await client.SendAsync(end);
        using var admin = server.Client();

        var page = await admin.GetJsonAsync("/api/v1/audit?actor=admin&kind=Session");

        Assert.Equal(["SignedOut", "SignedIn"], page["items"]!.AsArray().Select(static i => i!["action"]!.GetValue<string>()));
    }

    [Fact]
    public async Task List_AfterARestart_GoesOnFromTheDatabaseByCursorAndFilter()
    {
        var database = "--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync();
        await using (var first = await ApiServer.StartAsync(database))
        {
            await first.ConnectedAsync();
            Record(first, 5);
            // It ends at once: what was taken is stored on the way out.
        }

        await using var server = await ApiServer.StartAsync(database);
        await server.ConnectedAsync();
        using var client = server.Client();
        var page = await client.GetJsonAsync("/api/v1/audit?limit=3&namespace=even");
        var next = await client.GetJsonAsync($"/api/v1/audit?limit=2&cursor={(await client.GetJsonAsync("/api/v1/audit?limit=2"))["nextCursor"]}");

        Assert.Equal(["o-4", "o-2", "o-0"], Names(page));
        Assert.Null(page["nextCursor"]);
        Assert.Equal(["o-2", "o-1"], Names(next));
        Assert.True(page["isComplete"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'somebody else'")]
    [InlineData("DELETE FROM audit")]
    [InlineData("TRUNCATE audit")]
    public async Task Store_AChangeOfThePast_IsRefused(string sql)
    {
        await using var server = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync());
        await server.ConnectedAsync();
        Record(server, 1);
        await Poll.GetAsync(() => server.CountAsync("audit"), static rows => rows == 1);
        await using var command = server.Services.GetRequiredService<StoreDatabase>().Source.CreateCommand(sql);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Contains("the audit only grows", refused.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WithAFilter_IsCsvThatNoSpreadsheetRuns()
    {
        await using var server = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync());
        await server.ConnectedAsync();
        Record(server, 2);
        server.Services.GetRequiredService<AuditTrail>().Record("=cmd()", "Did", "Thing", "even", "o-9", "a \"quoted\", long\nmessage");
        using var client = server.Client();

        using var answer = await client.GetAsync(new Uri("/api/v1/audit/export?namespace=even", UriKind.Relative));
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("time,actor,action,kind,namespace,name,applied,message", lines[0]);
        Assert.EndsWith(",'=cmd(),Did,Thing,even,o-9,true,\"a \"\"quoted\"\", long\nmessage\"", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",headroom,Did,Thing,even,o-0,true,it did", lines[2], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public async Task Export_WithoutADatabase_IsRefused()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = server.Client();

        using var answer = await client.GetAsync(new Uri("/api/v1/audit/export", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Theory]
    [InlineData("cursor=x", "cursor")]
    [InlineData("from=yesterday", "from")]
    [InlineData("limit=0", "limit")]
    [InlineData("namespace=UPPER", "namespace")]
    public async Task List_AParameterThatIsWrong_IsNamed(string query, string field)
    {
        await using var server = await ApiServer.StartAsync();
        using var client = server.Client();

        var problem = await client.GetJsonAsync("/api/v1/audit?" + query, HttpStatusCode.BadRequest);

        Assert.Equal([field], problem["errors"]!.Names());
    }

    [Fact]
    public async Task List_ForOneNamespace_NeedsTheRightThereOnly()
    {
        await using var server = await ApiServer.StartAsync();
        Record(server, 2);
        using var client = server.Client("reader-odd");

        var page = await client.GetJsonAsync("/api/v1/audit?namespace=odd");
        await client.GetJsonAsync("/api/v1/audit", HttpStatusCode.Forbidden);

        Assert.Equal(["o-1"], Names(page));
    }

    private static void Record(ApiServer server, int count)
    {
        var trail = server.Services.GetRequiredService<AuditTrail>();
        for (var i = 0; i < count; i++)
        {
            trail.Record(AuditTrail.Controllers, "Did", "Thing", i % 2 == 0 ? "even" : "odd", $"o-{i}", "it did");
        }
    }

    private static IEnumerable<string> Names(System.Text.Json.Nodes.JsonNode page) => page["items"]!.AsArray().Select(static i => i!["name"]!.GetValue<string>());
}
