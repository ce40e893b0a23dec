using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Headroom.Activator.Hosting;

/// <summary>Tells connections of the admin port from those of clients, whatever their Host header says.</summary>
internal static class AdminPort
{
    private static readonly Mark Marked = new();

    public static void Use(ListenOptions listener) => listener.Use(next => connection =>
    {
        connection.Features.Set(Marked);
        return next(connection);
    });

    public static bool IsOf(HttpContext context) => context.Features.Get<Mark>() is not null;

    private sealed class Mark;
}
