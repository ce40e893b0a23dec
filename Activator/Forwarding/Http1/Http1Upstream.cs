using System.Net.Sockets;
using Headroom.Activator.Holding;

namespace Headroom.Activator.Forwarding.Http1;

/// <summary>Forwards over HTTP/1.1, on the warmest idle connection or a new one.</summary>
internal sealed class Http1Upstream(TimeProvider time) : IUpstream
{
    public async Task<ForwardOutcome> ForwardAsync(HttpContext context, Replica replica, TimeSpan left)
    {
        while (true)
        {
            Http1Connection connection;
            try
            {
                connection = await replica.Connections.RentAsync(time, context.RequestAborted);
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
                return context.RequestAborted.IsCancellationRequested ? ForwardOutcome.Ended : ForwardOutcome.Unreached;
            }

            var wasReused = connection.IsReused;
            var exchange = new Http1Exchange(context, replica, connection, time);
            ForwardOutcome outcome;
            try
            {
                outcome = await exchange.RunAsync(left);
            }
            finally
            {
                if (exchange.IsReusable)
                {
                    replica.Connections.Return(connection);
                }
                else
                {
                    connection.Dispose();
                }
            }

            // A connection that had served before may have been closed as the request was on its way: that says nothing
            // about the replica. This ends with a new connection at the latest.
            if (outcome != ForwardOutcome.Broken || !wasReused)
            {
                return outcome;
            }
        }
    }
}
