using System.Net;
using System.Text;
using Headroom.Cli.Energy;
using Headroom.Testing;

namespace Headroom.Cli.Tests.Energy;

public sealed class EnergyReportTests
{
    private const string Page = """
        {"from":"2026-03-01T00:00:00Z","to":"2026-03-02T00:00:00Z","by":"namespace","dollarsPerKilowattHour":0.25,
         "items":[{"name":"search","kilowattHours":3,"joules":10800000,"dollars":0.75},{"name":"","kilowattHours":1,"joules":3600000,"dollars":0.25}]}
        """;

    [Fact]
    public async Task Report_Table_HasSharesAndATotal()
    {
        var (code, output, _) = await RunAsync(HttpStatusCode.OK, Page, "table");

        Assert.Equal(0, code);
        var lines = output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["NAMESPACE", "search", "(idle)", "total"], lines.Select(static l => l.Split(' ')[0]));
        Assert.EndsWith("75%", lines[1], StringComparison.Ordinal);
        Assert.Contains("4.000", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_Json_IsTheApisOwn()
    {
        var (code, output, _) = await RunAsync(HttpStatusCode.OK, Page, "json");

        Assert.Equal(0, code);
        Assert.Contains("\"kilowattHours\": 3", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_AWrongWindow_NamesTheOption()
    {
        var (code, _, errors) = await RunAsync(HttpStatusCode.BadRequest, """{"errors":{"window":["'x' is not allowed: a duration"]}}""", "table");

        Assert.Equal(2, code);
        Assert.Contains("--window: 'x' is not allowed", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_AnOutputThatIsNone_IsRefused()
    {
        var errors = new StringWriter();

        Assert.Equal(2, await EnergyReport.RunAsync(new EnergyReportOptions("http://127.0.0.1:1", null, "node", "1d", "xml"), TextWriter.Null, errors, CancellationToken.None));
        Assert.Contains("--output: 'xml'", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_NobodyThere_FailsWithTheAddress()
    {
        var errors = new StringWriter();
        var server = $"http://127.0.0.1:{LoopbackPort.Free()}";

        Assert.Equal(1, await EnergyReport.RunAsync(new EnergyReportOptions(server, null, "node", "1d", "table"), TextWriter.Null, errors, CancellationToken.None));
        Assert.Contains(server, errors.ToString(), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(HttpStatusCode status, string body, string format)
    {
        var (address, server) = Listen();
        using var listener = server;
        var served = Task.Run(async () =>
        {
            var context = await listener.GetContextAsync();
            context.Response.StatusCode = (int)status;
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        });
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await EnergyReport.RunAsync(new EnergyReportOptions(address, null, "namespace", "1d", format), output, errors, CancellationToken.None);
        await served;
        return (code, output.ToString(), errors.ToString());
    }

    // A port that was free may be taken by the time it is listened on: then another.
    private static (string Address, HttpListener Listener) Listen()
    {
        for (var tries = 0; ; tries++)
        {
            var address = $"http://127.0.0.1:{LoopbackPort.Free()}";
            var listener = new HttpListener { Prefixes = { address + "/" } };
            try
            {
                listener.Start();
                return (address, listener);
            }
            catch (HttpListenerException) when (tries < 10)
            {
                listener.Close();
            }
        }
    }
}
