using System.Threading.Channels;
using Headroom.Operators.Autoscaling.Memory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>Plays histories to policies that look ahead and refits their forecasts, on one background worker.</summary>
internal sealed partial class LeadTrainer(ModelBudget budget, ILogger<LeadTrainer> logger) : BackgroundService
{
    // Who found no memory left asks again after so many intervals: to ask is to add up everybody's.
    private const int Patience = 60;

    private readonly Channel<(AutoscalerMemory Memory, Action Work)> _queue =
        Channel.CreateUnbounded<(AutoscalerMemory, Action)>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Asks for the chosen policy with a forecast of its own; it takes the running one's place when it is ready. Nothing comes where memory is short.</summary>
    /// <param name="capacity">Demand that one replica carries.</param>
    /// <param name="lead">Intervals until a decision lands.</param>
    public void Prepare(AutoscalerMemory memory, double capacity, int lead)
    {
        if (memory.IsPreparing || memory.LastInterval < memory.LeadAskedAgainAt)
        {
            return;
        }

        if (!budget.AllowsLead(memory))
        {
            memory.LeadAskedAgainAt = memory.LastInterval + Patience;
            return;
        }

        memory.IsPreparing = true;
        var settings = memory.Settings;
        _queue.Writer.TryWrite((memory, () =>
        {
            try
            {
                memory.Swap(LeadTrack.Play(memory.Snapshot()[0], settings, capacity, lead), settings);
            }
            finally
            {
                memory.IsPreparing = false;
            }
        }));
    }

    public void Refit(AutoscalerMemory memory, LeadTrack track) => _queue.Writer.TryWrite((memory, track.Refit));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (memory, work) in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Task.Run(work, stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // Its track stays as it was: a policy without one is prepared again.
                memory.Running = null;
                Failed(error, memory.Uid);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The lead forecast of {Uid} failed and begins anew")]
    private partial void Failed(Exception error, string uid);
}
