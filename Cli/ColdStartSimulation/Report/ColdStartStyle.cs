using Headroom.Cli.Report;

namespace Headroom.Cli.ColdStartSimulation.Report;

/// <summary>The colours of keep-alive policies.</summary>
internal static class ColdStartStyle
{
    public const string Sheet = PageStyle.Sheet + "\n" + """
        .p-Headroom { --c: light-dark(#2f62d0, #7aa5ff); } .p-Fixed { --c: light-dark(#6b7280, #a3adbd); }
        .p-Knative { --c: light-dark(#0f8a7e, #2fc4b2); } .p-HybridHistogram { --c: light-dark(#c26a12, #f0a04b); } .p-HeadroomByPrice { --c: light-dark(#7c4ee6, #b39bff); }
        ul { margin: 6px 0 0; padding-left: 20px; color: var(--quiet); }
        """;
}
