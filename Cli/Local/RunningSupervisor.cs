using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Headroom.Cli.Local;

/// <summary>The process that runs everything, as .state remembers it.</summary>
/// <param name="Id">Process id.</param>
/// <param name="Started">Start in clock ticks since boot, from /proc: with the id it names one process for ever.</param>
internal sealed record RunningSupervisor(int Id, long Started)
{
    public static RunningSupervisor Current() => new(Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0);

    /// <summary>Null when none runs: no file, or a process that is gone.</summary>
    public static RunningSupervisor? Find(StateFolder state)
    {
        if (!File.Exists(state.Supervisor))
        {
            return null;
        }

        try
        {
            var known = JsonSerializer.Deserialize(File.ReadAllText(state.Supervisor), SupervisorJson.Default.RunningSupervisor);
            return known is not null && StartOf(known.Id) == known.Started ? known : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Save(StateFolder state) =>
        File.WriteAllText(state.Supervisor, JsonSerializer.Serialize(this, SupervisorJson.Default.RunningSupervisor));

    /// <summary>Asks it to stop, as Ctrl-C would, and waits.</summary>
    /// <returns>False when it did not end in time.</returns>
    public async Task<bool> StopAsync(TimeSpan limit, TimeProvider time, CancellationToken ct)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{Id}"]);
        await kill.WaitForExitAsync(ct);
        var begun = time.GetTimestamp();
        while (StartOf(Id) == Started)
        {
            if (time.GetElapsedTime(begun) > limit)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), time, ct);
        }

        return true;
    }

    private static long? StartOf(int id)
    {
        try
        {
            // Field 22 of /proc/ID/stat; the name in field 2 may hold spaces, so count from its closing bracket.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : long.Parse(fields[19], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}

/// <summary>Generated reader and writer.</summary>
[JsonSerializable(typeof(RunningSupervisor))]
internal sealed partial class SupervisorJson : JsonSerializerContext;
