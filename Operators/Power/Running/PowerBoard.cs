using Headroom.Operators.Power.Records;

namespace Headroom.Operators.Power.Running;

/// <summary>The leader's last decision where others can look at it, and what changed from one to the next.</summary>
internal sealed class PowerBoard(IPowerJournal journal, TimeProvider wall)
{
    private volatile PowerPosting? _last;

    /// <summary>Null while another replica leads.</summary>
    public PowerPosting? Last => _last;

    public void Show(PowerPicture picture)
    {
        var now = wall.GetUtcNow();
        if (_last is { } before)
        {
            foreach (var entry in PowerChanges.Between(before.Picture, picture, now))
            {
                journal.Append(entry);
            }
        }

        _last = new PowerPosting(picture, now);
    }

    /// <summary>What a new term finds is no change: the earlier leader has told it.</summary>
    public void Clear() => _last = null;
}
