namespace Headroom.Activator.Holding;

/// <summary>A held request. Whoever takes it out of the queue, under the gate's lock, decides what becomes of it.</summary>
internal sealed class Waiter : TaskCompletionSource<Admission>
{
    public Waiter(ServiceGate gate)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        Gate = gate;
        Place = new LinkedListNode<Waiter>(this);
    }

    public ServiceGate Gate { get; }

    public LinkedListNode<Waiter> Place { get; }

    /// <summary>Waits for a place, the deadline or the client's leaving.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public async Task<Admission> WaitAsync(TimeSpan left, TimeProvider time, CancellationToken ct)
    {
        await using var timer = time.CreateTimer(
            static state => { var waiter = (Waiter)state!; waiter.Gate.Withdraw(waiter, Refusal.Late); }, this, left, Timeout.InfiniteTimeSpan);
        await using var leaving = ct.UnsafeRegister(
            static (state, token) => { var waiter = (Waiter)state!; waiter.Gate.Abandon(waiter, token); }, this);
        return await Task;
    }
}
