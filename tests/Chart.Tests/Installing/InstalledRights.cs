using Headroom.Chart.Tests.Rendering;

namespace Headroom.Chart.Tests.Installing;

/// <summary>Clusters with the accounts and roles of an installation, one for all questions about it.</summary>
public sealed class InstalledRights : IAsyncLifetime
{
    private static readonly string[] Access = ["ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"];

    private readonly Dictionary<string, Installation> _installations = new(StringComparer.Ordinal);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var installation in _installations.Values)
        {
            await installation.DisposeAsync();
        }
    }

    /// <param name="name">Of the values in ci.</param>
    internal async Task<Installation> OfAsync(string name)
    {
        if (!_installations.TryGetValue(name, out var installation))
        {
            var chart = await ChartRenderer.RenderAsync(name);
            _installations[name] = installation = await Installation.StartAsync("headroom-system", "serving");
            await installation.ApplyAsync(chart.Objects.Where(static o => Access.Contains(o.Kind)));
        }

        return installation;
    }
}
