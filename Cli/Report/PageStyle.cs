namespace Headroom.Cli.Report;

/// <summary>The looks of every report: all inline, light and dark by the reader's system.</summary>
internal static class PageStyle
{
    public const string Sheet = """
        :root { color-scheme: light dark;
          --page: light-dark(#f5f6f8, #0e1218); --panel: light-dark(#fff, #151a22); --border: light-dark(#dfe3ea, #262e3a);
          --text: light-dark(#1c2330, #e3e7ee); --quiet: light-dark(#5f6b7e, #8e99ab); --grid: light-dark(#e8ebf0, #232a36);
          --need: light-dark(#dbe2ee, #273141); --bad: light-dark(#c02b37, #ff7b84); --good: light-dark(#147a50, #4cc38a); }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 1060px; padding: 28px 20px 48px; background: var(--page); color: var(--text);
          font: 15px/1.5 Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; }
        h1 { font-size: 22px; margin: 0 0 4px; } h2 { font-size: 16px; margin: 0 0 2px; }
        p { margin: 0 0 12px; color: var(--quiet); }
        section { background: var(--panel); border: 1px solid var(--border); border-radius: 10px; padding: 16px 18px; margin-top: 16px; }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 12px; margin-top: 18px; }
        .facts div { background: var(--panel); border: 1px solid var(--border); border-radius: 10px; padding: 12px 16px; }
        .facts b { display: block; font-size: 21px; font-weight: 650; font-variant-numeric: tabular-nums; } .facts span { color: var(--quiet); font-size: 13px; }
        .scroll { overflow-x: auto; } svg { display: block; width: 100%; min-width: 620px; height: auto; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; white-space: nowrap; }
        th { text-align: right; font-weight: 500; color: var(--quiet); font-size: 13px; padding: 6px 10px; border-bottom: 1px solid var(--border); }
        td { text-align: right; padding: 6px 10px; border-bottom: 1px solid var(--grid); } tr:last-child td { border-bottom: 0; }
        th:first-child, td:first-child { text-align: left; padding-left: 0; }
        .key { display: inline-block; width: 10px; height: 10px; border-radius: 3px; background: var(--c); margin-right: 8px; }
        .met { color: var(--good); } .missed { color: var(--bad); }
        .choose { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 6px 0 10px; font-size: 14px; } .choose label { cursor: pointer; }
        .choose input { accent-color: var(--c); margin: 0 6px 0 0; vertical-align: -1px; }
        .grid { stroke: var(--grid); stroke-width: 1; } .axis { stroke: var(--quiet); stroke-width: 1; }
        .tick { fill: var(--quiet); font-size: 12px; } .name { fill: var(--text); font-size: 13px; }
        .need { fill: var(--need); } .line { fill: none; stroke: var(--c); stroke-width: 1.6; stroke-linejoin: round; }
        .strip { fill: var(--grid); } .miss { fill: var(--bad); } .allowed { stroke: var(--bad); stroke-width: 1.2; stroke-dasharray: 4 4; }
        .dot { fill: var(--c); stroke: var(--panel); stroke-width: 1.5; }
        footer { color: var(--quiet); font-size: 13px; margin-top: 18px; }
        """;

    /// <summary>Class that colours a policy.</summary>
    public static string Of(string policy) => $"p-{policy}";

    /// <summary>Hides the line of every policy whose box is not ticked; no script is needed.</summary>
    public static string Toggles(IEnumerable<string> policies) =>
        string.Join('\n', policies.Select(p => $"body:has(#show-{p}:not(:checked)) .line.{Of(p)} {{ display: none; }}"));
}
