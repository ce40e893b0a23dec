using System.Net;

namespace Headroom.Cli.Report;

/// <summary>The frame of a report: one page that needs nothing else, no script, no font, no picture from anywhere.</summary>
internal static class ReportPage
{
    /// <param name="title">Of the window, not yet escaped.</param>
    /// <param name="sheet">Style rules.</param>
    /// <param name="body">HTML.</param>
    public static string Of(string title, string sheet, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <style>
        {sheet}
        </style>
        </head>
        <body>
        {body}
        </body>
        </html>

        """;

    /// <summary>The figures at the top.</summary>
    public static string Facts(IEnumerable<(string Value, string Label)> facts) =>
        $"<div class=\"facts\">{string.Join("", facts.Select(static f => $"<div><b>{WebUtility.HtmlEncode(f.Value)}</b><span>{WebUtility.HtmlEncode(f.Label)}</span></div>"))}</div>";

    /// <summary>What the reader must know before believing the figures.</summary>
    public static string Notes(IEnumerable<string> notes) =>
        $"<section><h2>Before you believe it</h2><ul>{string.Join("", notes.Select(static n => $"<li>{WebUtility.HtmlEncode(n)}</li>"))}</ul></section>";
}
