namespace Headroom.Cli.Energy;

/// <summary>As given on the command line.</summary>
internal sealed record EnergyReportOptions(string Server, string? TokenFile, string By, string Window, string Output);
