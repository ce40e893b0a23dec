using Headroom.Cli.Report;

namespace Headroom.Cli.PowerSimulation.Report;

/// <summary>The colours of power policies.</summary>
internal static class PowerStyle
{
    public const string Sheet = PageStyle.Sheet + "\n" + """
        .p-Predictive { --c: light-dark(#2f62d0, #7aa5ff); } .p-Polca { --c: light-dark(#c26a12, #f0a04b); }
        .p-PredictiveGate { --c: light-dark(#0f8a7e, #2fc4b2); } .p-OneThresholdLow { --c: light-dark(#7c4ee6, #b39bff); }
        .p-OneThresholdAll { --c: light-dark(#a8327c, #f07fc4); } .p-PowerLimit { --c: light-dark(#5b8c12, #a8d65a); } .p-NoCap { --c: light-dark(#6b7280, #a3adbd); }
        ul { margin: 6px 0 0; padding-left: 20px; color: var(--quiet); }
        """;
}
