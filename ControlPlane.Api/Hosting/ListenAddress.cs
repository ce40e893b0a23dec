using System.Net;
using System.Net.Sockets;
using Headroom.ControlPlane.Api.Scheduling;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Headroom.ControlPlane.Api.Hosting;

/// <summary>One address to listen on and what is served there.</summary>
internal sealed record ListenAddress(BindingAddress Binding, Surface Surface)
{
    public void Listen(KestrelServerOptions kestrel)
    {
        var served = new ServedSurface(Surface);
        void Configure(ListenOptions options)
        {
            options.Use(next => connection =>
            {
                connection.Features.Set(served);
                return next(connection);
            });
            if (string.Equals(Binding.Scheme, "https", StringComparison.OrdinalIgnoreCase))
            {
                options.UseHttps(https =>
                {
                    if (Surface == Surface.Scheduler)
                    {
                        SchedulerCertificates.Require(https, kestrel.ApplicationServices);
                    }
                });
            }
        }

        if (string.Equals(Binding.Host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            kestrel.ListenLocalhost(Binding.Port, Configure);
        }
        else if (IPAddress.TryParse(Binding.Host.Trim('[', ']'), out var ip))
        {
            kestrel.Listen(ip, Binding.Port, Configure);
        }
        else
        {
            kestrel.ListenAnyIP(Binding.Port, Configure);
        }
    }

    /// <summary>Whether another process listens there, found before anything starts, so that the answer is one line.</summary>
    public bool IsTaken()
    {
        if (Binding.Port == 0)
        {
            return false;
        }

        var ip = IPAddress.TryParse(Binding.Host.Trim('[', ']'), out var parsed) ? parsed
            : string.Equals(Binding.Host, "localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
            : IPAddress.Any;
        using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(ip, Binding.Port));
            socket.Listen(1);
            return false;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            return true;
        }
        catch (SocketException)
        {
            return false; // Not allowed, not ours, no such address: Kestrel says it better.
        }
    }
}
