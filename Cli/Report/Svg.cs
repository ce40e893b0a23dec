using System.Globalization;
using System.Net;
using System.Text;

namespace Headroom.Cli.Report;

/// <summary>Writes one drawing; numbers to a tenth of a pixel, texts escaped.</summary>
internal sealed class Svg(int width, int height, string label)
{
    private readonly StringBuilder _body = new();

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        Add($"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" class=\"{style}\"/>");

    public void Rectangle(double x, double y, double w, double h, string style, double opacity, string? title = null) =>
        Add($"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{w:0.##}\" height=\"{h:0.#}\" class=\"{style}\" fill-opacity=\"{opacity:0.##}\">{Title(title)}</rect>");

    public void Circle(double x, double y, double radius, string style, string title) =>
        Add($"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{radius:0.#}\" class=\"{style}\">{Title(title)}</circle>");

    /// <param name="anchor">start, middle or end.</param>
    public void Text(double x, double y, string text, string style, string anchor) =>
        Add($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" class=\"{style}\" text-anchor=\"{anchor}\">{WebUtility.HtmlEncode(text)}</text>");

    /// <summary>Points joined as steps or straight; closed to <paramref name="floor"/> where it is given.</summary>
    public void Path(IReadOnlyList<(double X, double Y)> points, string style, bool isStepped, double? floor = null)
    {
        var path = new StringBuilder();
        for (var i = 0; i < points.Count; i++)
        {
            path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{points[i].X:0.#} {points[i].Y:0.#}");
            if (isStepped && i + 1 < points.Count)
            {
                path.Append(CultureInfo.InvariantCulture, $"H{points[i + 1].X:0.#}");
            }
        }

        if (floor is { } bottom)
        {
            path.Append(CultureInfo.InvariantCulture, $"V{bottom:0.#}H{points[0].X:0.#}Z");
        }

        Add($"<path d=\"{path}\" class=\"{style}\"/>");
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"<div class=\"scroll\"><svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\">{_body}</svg></div>");

    private void Add(FormattableString element) => _body.Append(FormattableString.Invariant(element)).Append('\n');

    private static string Title(string? title) => title is null ? "" : $"<title>{WebUtility.HtmlEncode(title)}</title>";
}
