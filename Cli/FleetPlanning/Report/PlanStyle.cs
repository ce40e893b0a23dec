using Headroom.Cli.Report;

namespace Headroom.Cli.FleetPlanning.Report;

/// <summary>The colours of GPU types, by their place in the list.</summary>
internal static class PlanStyle
{
    private const int Colours = 8;

    public const string Sheet = PageStyle.Sheet + "\n" + """
        .g0 { --c: light-dark(#0f8a7e, #2fc4b2); } .g1 { --c: light-dark(#c26a12, #f0a04b); } .g2 { --c: light-dark(#2f62d0, #7aa5ff); } .g3 { --c: light-dark(#7c4ee6, #b39bff); }
        .g4 { --c: light-dark(#a8327c, #f07fc4); } .g5 { --c: light-dark(#5b8c12, #a8d65a); } .g6 { --c: light-dark(#6b7280, #a3adbd); } .g7 { --c: light-dark(#8a5a0f, #d9b25a); }
        .mix { --c: light-dark(#1c2330, #e3e7ee); } .single { --c: light-dark(#6b7280, #a3adbd); }
        .fill { fill: var(--c); } .line.mix { stroke-width: 2.2; }
        .keys { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 6px 0 10px; font-size: 14px; }
        ul { margin: 6px 0 0; padding-left: 20px; color: var(--quiet); }
        """;

    public static string Of(int gpu) => $"g{gpu % Colours}";
}
