using System.Globalization;

namespace Headroom.ControlPlane.Api.Audit;

/// <summary>RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe.</summary>
internal static class AuditCsv
{
    public const string Header = "time,actor,action,kind,namespace,name,applied,message\r\n";

    public static string Line(AuditItem item) => string.Join(
        ',',
        item.Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), Cell(item.Actor), Cell(item.Action), Cell(item.Kind),
        Cell(item.Namespace), Cell(item.Name), item.IsApplied ? "true" : "false", Cell(item.Message)) + "\r\n";

    private static string Cell(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
