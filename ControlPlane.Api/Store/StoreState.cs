using System.Diagnostics.Metrics;
using Headroom.ControlPlane.Api.Metrics;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>Whether the database can be used now, and why not.</summary>
internal sealed class StoreState
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = NewSignal();
    private volatile bool _isAvailable;
    private string _detail = "unavailable: not connected yet";

    public StoreState(IMeterFactory meters) =>
        meters.Create(HeadroomMeter.Name).CreateObservableGauge(
            "headroom_store_available", () => _isAvailable ? 1 : 0, description: "1 while the database can be used.");

    public bool IsAvailable => _isAvailable;

    /// <summary>"available", or "unavailable: …".</summary>
    public string Detail
    {
        get
        {
            lock (_lock)
            {
                return _detail;
            }
        }
    }

    /// <summary>Completes at the next change.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    public void SetAvailable() => Set(isAvailable: true, "available");

    public void SetUnavailable(string reason) => Set(isAvailable: false, "unavailable: " + reason);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Set(bool isAvailable, string detail)
    {
        TaskCompletionSource? changed = null;
        lock (_lock)
        {
            _detail = detail;
            if (_isAvailable != isAvailable)
            {
                _isAvailable = isAvailable;
                changed = _changed;
                _changed = NewSignal();
            }
        }

        changed?.SetResult();
    }
}
