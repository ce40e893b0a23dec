using System.CommandLine;

namespace Headroom.Cli.Energy;

/// <summary><c>headroom power</c>: what feeds and teams drew.</summary>
internal static class PowerCommand
{
    public static Command Create()
    {
        var server = new Option<string>("--server") { Description = "Address of the control plane.", DefaultValueFactory = static _ => "http://127.0.0.1:8080" };
        var token = new Option<string?>("--token-file") { Description = "File with a bearer token; $HEADROOM_TOKEN otherwise." };
        var by = new Option<string>("--by") { Description = "namespace, node, pod or hour.", DefaultValueFactory = static _ => "namespace" };
        var window = new Option<string>("--window") { Description = "How much of the past, such as 24h or 30d.", DefaultValueFactory = static _ => "1d" };
        var output = new Option<string>("--output", "-o") { Description = "table or json.", DefaultValueFactory = static _ => "table" };
        var report = new Command("report", "Energy and dollars of the GPUs by namespace, node, pod or hour.") { server, token, by, window, output };
        report.SetAction((result, ct) => EnergyReport.RunAsync(
            new EnergyReportOptions(
                result.GetValue(server)!, result.GetValue(token), result.GetValue(by)!, result.GetValue(window)!, result.GetValue(output)!),
            Console.Out, Console.Error, ct));
        return new Command("power", "Power and energy.") { report };
    }
}
