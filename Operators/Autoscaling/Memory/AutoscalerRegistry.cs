using System.Collections.Concurrent;
using Headroom.Operators.Decisions;

namespace Headroom.Operators.Autoscaling.Memory;

/// <summary>The memories of all autoscalers by key.</summary>
internal sealed class AutoscalerRegistry
{
    private readonly ConcurrentDictionary<AutoscalerKey, AutoscalerMemory> _memories = new();

    public IEnumerable<AutoscalerMemory> All => _memories.Values;

    public AutoscalerMemory? Find(AutoscalerKey key) => _memories.GetValueOrDefault(key);

    /// <summary>The memory of this object; a recreated one (another uid) starts anew.</summary>
    public AutoscalerMemory GetOrAdd(AutoscalerKey key, string uid, Settings.AutoscalerSettings settings)
    {
        var memory = _memories.GetOrAdd(key, _ => new AutoscalerMemory(uid, settings));
        if (memory.Uid != uid)
        {
            memory = new AutoscalerMemory(uid, settings);
            _memories[key] = memory;
        }

        memory.Adopt(settings);
        return memory;
    }

    public void Forget(AutoscalerKey key) => _memories.TryRemove(key, out _);
}
