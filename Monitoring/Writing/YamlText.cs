using System.Text.Encodings.Web;
using System.Text.Json;

namespace Headroom.Monitoring.Writing;

/// <summary>The little of YAML that the files need.</summary>
internal static class YamlText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public const string Header = "# Made by Monitoring from its alerts; see docs/monitoring.md. Do not edit.\n";

    /// <summary>A double-quoted scalar; JSON's are YAML's.</summary>
    public static string Quoted(string text) => JsonSerializer.Serialize(text, Plain);

    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        0 => "0s",
        var s when s % 3600 == 0 => $"{s / 3600}h",
        var s when s % 60 == 0 => $"{s / 60}m",
        var s => $"{s}s",
    };
}
