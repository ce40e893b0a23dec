using Microsoft.Extensions.Logging;

namespace Headroom.Kubernetes.Watching;

/// <summary>Hands a store's changes to subscribers, in order, and to late ones what they missed.</summary>
internal sealed partial class ChangeFeed<T>(ObjectStore<T> store, ILogger logger)
    where T : KubernetesObject
{
    // Held across the change and its announcement, so that a new subscriber sees each object exactly once. It is not
    // the store's lock: a callback may read the store, and readers never wait for callbacks.
    private readonly Lock _gate = new();
    private Action<ObjectChange<T>>[] _subscribers = [];

    public void Publish(Func<IReadOnlyList<ObjectChange<T>>> change)
    {
        lock (_gate)
        {
            foreach (var made in change())
            {
                foreach (var subscriber in _subscribers)
                {
                    Call(subscriber, made);
                }
            }
        }
    }

    public IDisposable Subscribe(Action<ObjectChange<T>> onChange)
    {
        lock (_gate)
        {
            foreach (var item in store.Snapshot())
            {
                Call(onChange, new ObjectChange<T>(ChangeType.Added, item.Key, null, item));
            }

            _subscribers = [.. _subscribers, onChange];
        }

        return new Subscription(() => Remove(onChange));
    }

    private void Remove(Action<ObjectChange<T>> onChange)
    {
        lock (_gate)
        {
            _subscribers = [.. _subscribers.Where(s => s != onChange)];
        }
    }

    private void Call(Action<ObjectChange<T>> subscriber, ObjectChange<T> change)
    {
        try
        {
            subscriber(change);
        }
        catch (Exception e)
        {
            // One faulty subscriber must not stop the copy that all others read.
            LogSubscriberFailed(e, change.Key);
        }
    }

    private sealed class Subscription(Action onEnd) : IDisposable
    {
        public void Dispose() => onEnd();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A subscriber failed on {Key}")]
    private partial void LogSubscriberFailed(Exception e, ObjectKey key);
}
