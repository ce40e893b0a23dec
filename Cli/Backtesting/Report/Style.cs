using Headroom.Cli.Report;

namespace Headroom.Cli.Backtesting.Report;

/// <summary>The colours of scaling policies.</summary>
internal static class Style
{
    public const string Sheet = PageStyle.Sheet + "\n" + """
        .p-headroom { --c: light-dark(#2f62d0, #7aa5ff); } .p-bacc { --c: light-dark(#c26a12, #f0a04b); }
        .p-riskprice { --c: light-dark(#5b8c12, #a8d65a); }
        .p-optscaler { --c: light-dark(#0f8a7e, #2fc4b2); } .p-autopilot { --c: light-dark(#7c4ee6, #b39bff); }
        .p-kpa { --c: light-dark(#a8327c, #f07fc4); } .p-hpa { --c: light-dark(#6b7280, #a3adbd); } .p-oracle { --c: light-dark(#1c2330, #e3e7ee); }
        .line.p-headroom { stroke-width: 2.2; }
        """;
}
