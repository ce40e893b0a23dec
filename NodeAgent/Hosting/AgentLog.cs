namespace Headroom.NodeAgent.Hosting;

/// <summary>Lines on standard error, and of what is asked every second only the changes.</summary>
internal sealed class AgentLog(TextWriter writer, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string?> _last = new(StringComparer.Ordinal);

    public void Say(string text)
    {
        lock (_lock)
        {
            writer.WriteLine($"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {text}");
        }
    }

    /// <summary>Says a problem when it begins or changes, and that it is over.</summary>
    public void Changed(string subject, string? problem)
    {
        lock (_lock)
        {
            if (_last.GetValueOrDefault(subject) == problem)
            {
                return;
            }

            _last[subject] = problem;
        }

        Say(problem is null ? $"{subject}: well again" : $"{subject}: {problem}");
    }
}
