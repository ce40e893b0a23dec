using System.Threading.Channels;
using MassTransit;

namespace Headroom.ControlPlane.Api.Messages;

/// <summary>Tells when this replica's queue begins to receive, at first and after every loss of the broker.</summary>
internal sealed class EndpointWatch : IReceiveEndpointObserver
{
    private readonly Channel<Uri> _ready = Channel.CreateBounded<Uri>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>One entry for any number of beginnings that nobody has read yet.</summary>
    public ChannelReader<Uri> Beginnings => _ready.Reader;

    public Task Ready(ReceiveEndpointReady ready)
    {
        _ready.Writer.TryWrite(ready.InputAddress);
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;
}
